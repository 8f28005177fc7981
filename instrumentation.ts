/** A production server without its settings does not start: the missing one is named. */
export async function register() {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { demandSettings } = await import("@/lib/http/demand-settings");
  demandSettings();
  const { limitLockWaits } = await import("@/lib/database");
  limitLockWaits(5000);
  const { watchRequests } = await import("@/lib/http/watch/watch-requests");
  watchRequests();
  const { endInTime } = await import("@/lib/http/watch/end-in-time");
  endInTime();
}

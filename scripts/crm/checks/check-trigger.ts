import { triggerSchedules } from "@/lib/queue/trigger-schedules";
import { Unwell } from "./unwell";

const deploy = "Run: npx trigger.dev deploy (docs/deploy-vercel.md)";

/** Trigger.dev takes our key and has this version's schedules, so the jobs were deployed to it. */
export async function checkTrigger(): Promise<string> {
  const found = await triggerSchedules().catch((error: unknown) => {
    const text = error instanceof Error ? error.message : String(error);
    const advice = "Check TRIGGER_API_URL and the network; what is queued is kept until then.";
    throw new Unwell(`Trigger.dev is out of reach: ${text}`, advice);
  });
  if (found === "refused") {
    const advice =
      "Check TRIGGER_SECRET_KEY: the secret key of the environment that is deployed to.";
    throw new Unwell("Trigger.dev refuses our key", advice);
  }
  // Only here: the definitions bring most of the product along.
  const { registry } = await import("@/jobs/registry");
  const active = new Map(found.flatMap((one) => (one.isActive ? [[one.task, one]] : [])));
  const missing = registry.filter((job) => job.cron && !active.has(job.id)).map((job) => job.id);
  if (missing.length > 0) {
    throw new Unwell(`Trigger.dev has no active schedule of: ${missing.join(", ")}`, deploy);
  }
  const lateMin = Math.max(...registry.map((job) => active.get(job.id)?.lateMin ?? 0));
  const text = "Trigger.dev takes our key and has every schedule";
  return lateMin > 0 ? `${text}; its plan runs them up to ${lateMin} minutes late` : text;
}

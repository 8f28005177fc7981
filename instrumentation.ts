import { env } from "@/lib/core/env";

/** A production server without its settings does not start: the missing one is named. */
export function register() {
  if (process.env.NEXT_RUNTIME === "nodejs") env();
}

import { unstable_rethrow } from "next/navigation";
import { logger } from "@/lib/core/logger";
import { isOutage } from "@/lib/core/outage";

/**
 * What an action returns, or "unavailable" while Postgres is away: an action that throws leaves a page
 * with nothing to say, and takes what stood on it.
 */
export async function unlessAway<T>(work: () => Promise<T>): Promise<T | "unavailable"> {
  try {
    return await work();
  } catch (error) {
    unstable_rethrow(error);
    if (!isOutage(error)) throw error;
    logger("http").warn({ err: error }, "a service is away");
    return "unavailable";
  }
}

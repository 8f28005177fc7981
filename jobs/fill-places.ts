import { z } from "zod";
import { fillPlaces as fill } from "@/lib/assignment/tend-queues";
import { database } from "@/lib/database";
import { defineJob } from "@/lib/queue/define-job";

/** What one transaction of a person's would take too long for: the rest of a release or of a drain. */
export const fillPlaces = defineJob({
  id: "fill-places",
  payload: z.unknown(),
  isPrompt: true,
  // Each minute `tend-queues` does the same.
  maxAttempts: 1,
  maxDurationSec: 60,
  run: () => fill(database()),
});

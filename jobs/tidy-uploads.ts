import { z } from "zod";
import { tidyUploads as tidy } from "@/lib/attachments/tidy-uploads";
import { database } from "@/lib/database";
import { defineJob } from "@/lib/queue/define-job";

/** Removes uploads that nobody finished or sent; hourly. */
export const tidyUploads = defineJob({
  id: "tidy-uploads",
  payload: z.unknown(),
  maxAttempts: 3,
  maxDurationSec: 600,
  cron: "41 * * * *",
  async run(_payload, { signal }) {
    await tidy(database(), signal);
  },
});

import { tidyUploads as tidy } from "@/lib/attachments/tidy-uploads";
import { database } from "@/lib/database";
import { defineJob } from "@/lib/queue/define-job";
import { jobs } from "@/lib/queue/jobs";

/** Removes uploads that nobody finished or sent; hourly. */
export const tidyUploads = defineJob(jobs.tidyUploads, {
  run: (_payload, { signal }) => tidy(database(), signal),
});

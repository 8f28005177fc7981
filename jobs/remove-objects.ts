import { removeStrays } from "@/lib/attachments/stray-objects";
import { database } from "@/lib/database";
import { defineJob } from "@/lib/queue/define-job";
import { jobs } from "@/lib/queue/jobs";

/** Removes the files of whoever was erased; `tidy-uploads` finds hourly what this left. */
export const removeObjects = defineJob(jobs.removeObjects, {
  run: (_payload, { signal }) => removeStrays(database(), signal),
});

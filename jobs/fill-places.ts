import { fillPlaces as fill } from "@/lib/assignment/tend-queues";
import { database } from "@/lib/database";
import { defineJob } from "@/lib/queue/define-job";
import { jobs } from "@/lib/queue/jobs";

/** What one transaction of a person's would take too long for: the rest of a release or of a drain. */
export const fillPlaces = defineJob(jobs.fillPlaces, { run: () => fill(database()) });

import { database } from "@/lib/database";
import { defineJob } from "@/lib/queue/define-job";
import { jobs } from "@/lib/queue/jobs";
import { generateReport as generate } from "@/lib/reports/generate-report";

/** Makes a report that somebody asked for. */
export const generateReport = defineJob(jobs.generateReport, {
  run: ({ reportId }, { attempt, signal, progress }) =>
    generate(database(), reportId, { attempt, signal, progress }),
});

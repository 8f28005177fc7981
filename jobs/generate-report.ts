import { database } from "@/lib/database";
import { defineJob } from "@/lib/queue/define-job";
import { jobs } from "@/lib/queue/jobs";
import { failReport } from "@/lib/reports/fail-report";
import { generateReport as generate } from "@/lib/reports/generate-report";

/** Makes a report that somebody asked for. */
export const generateReport = defineJob(jobs.generateReport, {
  run: ({ reportId }, { signal, progress }) => generate(database(), reportId, { signal, progress }),
  onExhausted: ({ reportId }, error) => failReport(database(), reportId, error),
});

import { z } from "zod";
import { database } from "@/lib/database";
import { defineJob } from "@/lib/queue/define-job";
import { generateReport as generate } from "@/lib/reports/generate-report";

/** Makes a report that somebody asked for. */
export const generateReport = defineJob({
  id: "generate-report",
  payload: z.object({ reportId: z.number().int() }),
  lane: ({ reportId }) => `report-${reportId}`,
  maxAttempts: 3,
  maxDurationSec: 900,
  run: ({ reportId }, { attempt, signal, progress }) =>
    generate(database(), reportId, { attempt, signal, progress }),
});

import { z } from "zod";
import { database } from "@/lib/database";
import { defineJob } from "@/lib/queue/define-job";
import { generateReport as generate } from "@/lib/reports/generate-report";
import { reportLane } from "@/lib/reports/wake-report";

/** Makes a report that somebody asked for. */
export const generateReport = defineJob({
  id: "generate-report",
  // Jobs that an earlier version left name no person.
  payload: z.object({ reportId: z.number().int(), operatorId: z.number().int().default(0) }),
  lane: ({ operatorId }) => reportLane(operatorId),
  maxAttempts: 3,
  maxDurationSec: 900,
  run: ({ reportId }, { attempt, signal, progress }) =>
    generate(database(), reportId, { attempt, signal, progress }),
});

import { z } from "zod";
import { defineJob } from "@/lib/queue/define-job";
import { terminateConnections } from "@/lib/realtime/publish";

/** Cuts a person's sockets that could not be cut at once: the push server was away. */
export const cutConnections = defineJob({
  id: "cut-connections",
  payload: z.object({ operatorId: z.number().int() }),
  key: ({ operatorId }) => `cut-${operatorId}`,
  lane: ({ operatorId }) => `cut-${operatorId}`,
  isPrompt: true,
  maxAttempts: 25,
  maxDurationSec: 30,
  run: ({ operatorId }) => terminateConnections(operatorId),
});

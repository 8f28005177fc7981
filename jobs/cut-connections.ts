import { defineJob } from "@/lib/queue/define-job";
import { jobs } from "@/lib/queue/jobs";
import { terminateConnections } from "@/lib/realtime/publish";

/** Cuts a person's sockets that could not be cut at once: the push server was away. */
export const cutConnections = defineJob(jobs.cutConnections, {
  run: ({ operatorId }) => terminateConnections(operatorId),
});

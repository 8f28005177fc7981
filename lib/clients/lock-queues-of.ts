import { inArray } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { clients } from "@/db/schema";
import { lockQueues } from "@/lib/assignment/change-hands";

/** Takes the queue locks of these clients' departments, before any client's row; returns the departments. */
export async function lockQueuesOf(tx: Tx, clientIds: number[]): Promise<number[]> {
  const rows = await tx
    .selectDistinct({ id: clients.departmentId })
    .from(clients)
    .where(inArray(clients.id, clientIds));
  const queues = rows.flatMap((row) => row.id ?? []);
  await lockQueues(tx, queues);
  return queues;
}

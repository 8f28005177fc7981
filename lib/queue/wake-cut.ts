import type { Db } from "@/db/client";
import { addJob } from "./add-job";

/** Has a person's sockets cut as soon as the push server answers again. */
export async function wakeCut(db: Db, operatorId: number): Promise<void> {
  const cut = `cut-${operatorId}`;
  await addJob(db, { id: "cut-connections", payload: { operatorId }, key: cut, lane: cut });
}

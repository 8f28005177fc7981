import type { Db } from "@/db/client";
import { addJob } from "./add-job";

/** Has what is left of a release or a drain done in transactions of its own, soon. */
export async function wakeFill(db: Db): Promise<void> {
  const fill = "fill-places";
  await addJob(db, { id: fill, payload: {}, key: fill, lane: fill, oncePerSec: 1 });
}

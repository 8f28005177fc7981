import type { Db } from "@/db/client";
import { jobs } from "./jobs";
import { wake } from "./wake";

/** Has a person's sockets cut as soon as the push server answers again. */
export const wakeCut = (db: Db, operatorId: number) =>
  wake(db, jobs.cutConnections, { operatorId });

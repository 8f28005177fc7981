import type { Db } from "@/db/client";
import { jobs } from "./jobs";
import { wake } from "./wake";

/** Has what is left of a release or a drain done in transactions of its own, soon. */
export const wakeFill = (db: Db) => wake(db, jobs.fillPlaces, {}, { oncePerSec: 1 });

import { closeDatabase, type Db, db, limitLockWaits } from "@/db/client";

export type { Db };
export { limitLockWaits };

/** The process's database for entry points that make a context themselves (bot, jobs). */
export const database = (): Db => db();

/** Ends the process's connections. */
export const endDatabase = closeDatabase;

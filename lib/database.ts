import { closeDatabase, type Db, db, limitLockWaits, type Tx } from "@/db/client";

export type { Db, Tx };
export { limitLockWaits };

/** The process's database for doors that make a context themselves (bot, jobs). */
export const database = (): Db => db();

/** Ends the process's connections. */
export const endDatabase = closeDatabase;

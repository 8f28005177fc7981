import { bigint, timestamp } from "drizzle-orm/pg-core";

/** An identity key, read as a number (all our ids stay far below 2^53). */
export const id = () => bigint({ mode: "number" }).primaryKey().generatedAlwaysAsIdentity();

/** A reference or a Telegram identifier (up to 52 bits). */
export const bigId = () => bigint({ mode: "number" });

export const time = () => timestamp({ withTimezone: true });

export const createdAt = () => time().notNull().defaultNow();

export const updatedAt = () =>
  time()
    .notNull()
    .defaultNow()
    .$onUpdate(() => new Date());

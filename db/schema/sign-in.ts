import { sql } from "drizzle-orm";
import { index, integer, pgEnum, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { bigId, createdAt, id, time } from "./columns";
import { departments } from "./departments";
import { operatorRole, operators } from "./operators";

/** pending → shown (the bot asked) → approved → consumed; or declined. Expiry is by `expiresAt`. */
export const signInStatus = pgEnum("sign_in_status", [
  "pending",
  "shown",
  "approved",
  "declined",
  "consumed",
]);

export const signInAttempts = pgTable(
  "sign_in_attempts",
  {
    id: id(),
    codeHash: text().notNull(),
    /** Hash of the secret in the browser's HttpOnly cookie: the code alone opens nothing. */
    browserHash: text().notNull(),
    /** Two digits shown on the page and asked for in the bot. */
    matchNumber: integer().notNull(),
    status: signInStatus().notNull().default("pending"),
    operatorId: bigId().references(() => operators.id, { onDelete: "cascade" }),
    browser: text().notNull().default(""),
    system: text().notNull().default(""),
    ipAddress: text(),
    /** The address, of IPv6 its /64; "unknown" without one. How many each has under way is limited. */
    network: text().notNull().default("unknown"),
    createdAt: createdAt(),
    expiresAt: time().notNull(),
    approvedAt: time(),
    consumedAt: time(),
  },
  (t) => [
    uniqueIndex("sign_in_attempts_code_key").on(t.codeHash),
    index("sign_in_attempts_browser_idx").on(t.browserHash),
    index("sign_in_attempts_expires_idx").on(t.expiresAt),
    index("sign_in_attempts_network_idx").on(t.network, t.expiresAt),
  ],
);

/** Wrong codes per Telegram account: after five codes are refused for 15 minutes. */
export const signInFailures = pgTable(
  "sign_in_failures",
  { id: id(), telegramId: bigId().notNull(), createdAt: createdAt() },
  (t) => [index("sign_in_failures_idx").on(t.telegramId, t.createdAt)],
);

export const sessions = pgTable(
  "sessions",
  {
    id: id(),
    operatorId: bigId()
      .notNull()
      .references(() => operators.id, { onDelete: "cascade" }),
    attemptId: bigId().references(() => signInAttempts.id, { onDelete: "set null" }),
    browser: text().notNull().default(""),
    system: text().notNull().default(""),
    ipAddress: text(),
    createdAt: createdAt(),
    lastSeenAt: createdAt(),
    endedAt: time(),
  },
  (t) => [index("sessions_operator_idx").on(t.operatorId).where(sql`${t.endedAt} is null`)],
);

export const invites = pgTable("invites", {
  id: id(),
  tokenHash: text().notNull().unique(),
  role: operatorRole().notNull(),
  departmentId: bigId().references(() => departments.id, { onDelete: "restrict" }),
  name: text(),
  createdByOperatorId: bigId().references(() => operators.id, { onDelete: "set null" }),
  createdAt: createdAt(),
  expiresAt: time().notNull(),
  usedAt: time(),
  usedByOperatorId: bigId().references(() => operators.id, { onDelete: "set null" }),
  revokedAt: time(),
});

export const apiTokens = pgTable(
  "api_tokens",
  {
    id: id(),
    operatorId: bigId()
      .notNull()
      .references(() => operators.id, { onDelete: "cascade" }),
    name: text().notNull(),
    tokenHash: text().notNull().unique(),
    /** The first characters, to distinguish tokens in a list. */
    prefix: text().notNull(),
    /** Who made it, when it was not the shell: what a stolen way in made ends with it. */
    createdByTokenId: bigId(),
    createdBySessionId: bigId(),
    createdAt: createdAt(),
    lastUsedAt: time(),
    revokedAt: time(),
  },
  (t) => [
    index("api_tokens_operator_idx").on(t.operatorId),
    index("api_tokens_parent_idx").on(t.createdByTokenId),
  ],
);

// The terms and limits of clients, without zod: the browser loads them too.

export const clientStatuses = ["lead", "active", "inactive", "closed"] as const;
export type ClientStatus = (typeof clientStatuses)[number];

export const clientSorts = [
  "-created_at",
  "created_at",
  "name",
  "-name",
  "-updated_at",
  "updated_at",
  "-last_message_at",
  "last_message_at",
  "board",
] as const;
export type ClientSort = (typeof clientSorts)[number];

/** Counters stop here: "10000" means "10000 or more". */
export const maxClientCount = 10_000;

/** What a column of an imported CSV may be. */
export const importFields = [
  "first_name",
  "last_name",
  "username",
  "phone",
  "email",
  "status",
  "telegram_id",
  "department",
  "tags",
] as const;
export type ImportField = (typeof importFields)[number];

/** The most rows of one import: it is one transaction. */
export const maxImportRows = 10_000;
export const maxImportColumns = 200;

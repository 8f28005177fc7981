import { z } from "zod";
import { emailForms } from "@/lib/clients/contacts/email-forms";
import { createClientSchema } from "@/lib/clients/schemas";
import { type ClientStatus, clientStatuses, type ImportField } from "@/lib/clients/terms";
import type { FieldRefusal } from "@/lib/core/errors";
import { issueNotice } from "@/lib/core/refusals/issue-notice";
import { isReason, notice, type Params, type Reason, reason } from "@/lib/core/refusals/reason";
import { searchForm } from "@/lib/core/search-form";
import type { ImportRow } from "./read-import";

/** What is wrong with a row; `english` as in `FieldRefusal`. */
export type ImportError = { row: number } & FieldRefusal;

/** A row that can be inserted. */
export type NewClient = {
  row: number;
  telegramId: number | null;
  firstName: string;
  lastName: string;
  username: string | null;
  phone: string | null;
  email: string | null;
  emailForms: string | null;
  status: ClientStatus;
  departmentId: number | null;
  isNameLocked: boolean;
  tagIds: number[];
};

type Known = {
  /** Ids by name in search form; only where the importer may place clients. */
  departments: Map<string, number>;
  tags: Map<string, number>;
  /** Where rows without a department go; undefined: they must name one. */
  departmentId: number | null | undefined;
  /** Whether the importer may name Telegram accounts. */
  mayNameAccounts: boolean;
};

/** Statuses as a Russian table calls them. */
const russianStatuses: Record<string, ClientStatus> = {
  лид: "lead",
  активный: "active",
  активен: "active",
  неактивный: "inactive",
  неактивен: "inactive",
  закрыт: "closed",
  закрытый: "closed",
};

/** Four digits or more with blanks, brackets, dots and any dash between them; perhaps an extension. */
const phoneNumber =
  /^[+(]*(?:\d[\s().\p{Pd}\u2212]*){4,20}(?:[,;]?\s*(?:доб|вн|внутр|ext|x|#)\.?:?\s*\d{1,8})?$/iu;

const shape = createClientSchema.required().shape;
const rules: Partial<Record<ImportField, z.ZodType>> = {
  first_name: shape.first_name,
  last_name: shape.last_name,
  username: shape.username,
  // The pattern takes quadratic time: a long text never meets it.
  phone: z.string().max(50, { abort: true }).regex(phoneNumber, reason("import.phone")),
  email: shape.email,
  telegram_id: z
    .string()
    .regex(/^[1-9]\d{0,15}$/, reason("import.telegramId"))
    .refine((text) => Number(text) <= 2 ** 52, reason("import.telegramId")),
};

/** Tags of a client. */
const maxTags = 50;

/** A row as a client, or every reason why it is none. `number` is the row's in the file. */
export function checkImportRow(
  row: ImportRow,
  number: number,
  known: Known,
): { client: NewClient | null; errors: ImportError[] } {
  const errors: ImportError[] = [];
  const blame = (field: string, code: Reason, params?: Params) =>
    errors.push({ row: number, field, ...notice(code, params) });
  for (const [field, rule] of Object.entries(rules)) {
    const value = row[field as ImportField];
    if (value === undefined) continue;
    const parsed = rule.safeParse(value);
    if (!parsed.success) errors.push({ row: number, field, ...refusalOf(parsed.error.issues[0]) });
  }
  if (!row.first_name && !row.last_name && !row.username) {
    blame("first_name", "import.needsName");
  }
  if (row.telegram_id && !known.mayNameAccounts) {
    blame("telegram_id", "import.adminNamesAccount");
  }
  const status = row.status ? statusOf(row.status) : "lead";
  if (!status) blame("status", "import.status");
  const departmentId = row.department
    ? known.departments.get(searchForm(row.department))
    : placeWithout(row, known);
  if (departmentId === undefined) blame("department", "import.department");
  const tagIds = new Set<number>();
  const names = (row.tags ?? "").split(/[,;]/, maxTags + 1).map((word) => word.trim());
  if (names.length > maxTags) blame("tags", "import.tooManyTags", { max: maxTags });
  for (const name of names.slice(0, maxTags)) {
    if (!name) continue;
    const id = known.tags.get(searchForm(name));
    if (id === undefined) blame("tags", "import.noTag", { name });
    else tagIds.add(id);
  }
  if (errors.length > 0 || !status || departmentId === undefined) return { client: null, errors };
  return {
    client: {
      row: number,
      telegramId: row.telegram_id ? Number(row.telegram_id) : null,
      firstName: row.first_name ?? "",
      lastName: row.last_name ?? "",
      username: row.username?.replace(/^@/, "") ?? null,
      phone: row.phone ?? null,
      email: row.email ?? null,
      emailForms: emailForms(row.email),
      status,
      departmentId,
      isNameLocked: Boolean(row.first_name || row.last_name),
      tagIds: [...tagIds],
    },
    errors,
  };
}

/** zod names a length in terms of its own. */
function refusalOf(issue: z.core.$ZodIssue | undefined): Omit<FieldRefusal, "field"> {
  if (!issue) return notice("import.notValid");
  if (issue.code === "too_big") return notice("import.tooLong", { max: Number(issue.maximum) });
  return { ...issueNotice(issue), ...(isReason(issue.message) ? {} : { english: issue.message }) };
}

/** Where a row without a department goes; a Telegram account to wherever its first message leads. */
function placeWithout(row: ImportRow, known: Known): number | null | undefined {
  return row.telegram_id && known.mayNameAccounts ? null : known.departmentId;
}

function statusOf(text: string): ClientStatus | undefined {
  const word = searchForm(text);
  return clientStatuses.find((status) => status === word) ?? russianStatuses[word];
}

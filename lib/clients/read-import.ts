import { parse } from "csv-parse/sync";
import { AppError, invalid } from "@/lib/core/errors";
import { searchForm } from "@/lib/core/search-form";
import { restoreCell } from "@/lib/csv/defuse-cell";
import type { ImportClients } from "./schemas";
import { type ImportField, importFields, maxImportRows } from "./terms";

export type ImportRow = Partial<Record<ImportField, string>>;

type Read = {
  columns: string[];
  mapping: Record<string, ImportField | null>;
  rows: ImportRow[];
  /** As in the file, for a look. */
  sample: Record<string, string>[];
};

/** Headers that name a field, in lower case, with nothing but letters and digits. */
const known: Record<ImportField, string[]> = {
  first_name: ["firstname", "name", "имя", "клиент", "client"],
  last_name: ["lastname", "surname", "фамилия"],
  username: ["username", "telegram", "ник", "логин", "юзернейм"],
  phone: ["phone", "tel", "telephone", "mobile", "телефон", "мобильный", "номертелефона"],
  email: ["email", "mail", "почта", "элпочта", "электроннаяпочта"],
  status: ["status", "статус"],
  telegram_id: ["telegramid", "tgid", "idtelegram"],
  department: ["department", "отдел"],
  tags: ["tags", "tag", "метки", "теги", "тег"],
};

/** A CSV as rows of our fields; every line must be whole. Throws `invalid` in words for a broken file. */
export function readImport({ csv, mapping }: ImportClients): Read {
  const text = csv.replace(/^\uFEFF/, "");
  const lines = parseLines(text);
  const columns = (lines[0] ?? []).map((column) => column.trim());
  if (columns.length === 0 || columns.every((column) => column === "")) {
    throw invalid("csv", "The first line must name the columns.");
  }
  const twice = columns.find((column, at) => columns.indexOf(column) !== at);
  if (twice !== undefined) throw invalid("csv", `Two columns are called “${twice}”.`);
  const body = lines.slice(1);
  if (body.length > maxImportRows) {
    throw invalid("csv", `More than ${maxImportRows} rows: split the file.`);
  }
  const fields = chooseFields(columns, mapping);
  const rows = body.map((cells) => {
    const row: ImportRow = {};
    columns.forEach((column, at) => {
      const field = fields[column];
      // An exported table comes back as it was.
      const value = restoreCell(cells[at] ?? "").trim();
      if (field && value) row[field] = value;
    });
    return row;
  });
  const sample = body
    .slice(0, 5)
    .map((cells) => Object.fromEntries(columns.map((column, at) => [column, cells[at] ?? ""])));
  return { columns, mapping: fields, rows, sample };
}

function parseLines(text: string): string[][] {
  try {
    return parse(text, {
      delimiter: delimiterOf(text),
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : "it is no CSV";
    throw new AppError("invalid", `The file could not be read: ${reason}`, {
      details: { fields: [{ field: "csv", message: reason }] },
    });
  }
}

/** The one of comma, semicolon and tab that the header has most of. */
function delimiterOf(text: string): string {
  const header = text.split("\n", 1)[0] ?? "";
  const count = (sign: string) => header.split(sign).length;
  return [",", ";", "\t"].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}

function chooseFields(
  columns: string[],
  wanted: ImportClients["mapping"],
): Record<string, ImportField | null> {
  const taken = new Set<ImportField>();
  const chosen: Record<string, ImportField | null> = {};
  for (const column of columns) {
    const field = wanted ? (wanted[column] ?? null) : guess(column);
    if (field && taken.has(field)) {
      if (wanted) throw invalid("mapping", `Two columns are the field ${field}.`);
      chosen[column] = null;
      continue;
    }
    if (field) taken.add(field);
    chosen[column] = field;
  }
  return chosen;
}

function guess(column: string): ImportField | null {
  const plain = searchForm(column).replace(/[^\p{L}\p{N}]/gu, "");
  return importFields.find((field) => known[field].includes(plain)) ?? null;
}

import type { ImportClients } from "@/lib/clients/schemas";
import {
  type ImportField,
  importFields,
  maxImportColumns,
  maxImportRows,
} from "@/lib/clients/terms";
import { invalid } from "@/lib/core/errors";
import { searchForm } from "@/lib/core/search-form";
import { restoreCell } from "@/lib/csv/defuse-cell";
import { readTable, type TableRow } from "@/lib/csv/read-table";

export type ImportRow = Partial<Record<ImportField, string>>;

type Column = { name: string; at: number };

type Read = {
  columns: string[];
  mapping: Record<string, ImportField | null>;
  /** Each with its number as a spreadsheet shows it. */
  rows: { number: number; values: ImportRow }[];
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

/** A CSV as rows of our fields; blank lines count but are left out. Throws `invalid` for a broken file. */
export function readImport({ csv, mapping }: ImportClients): Read {
  const { delimiter, rows: lines } = readTable(csv);
  const [heading, ...body] = lines;
  if (!heading) throw invalid("csv", "import.noHeading");
  if (body.length > maxImportRows) {
    throw invalid("csv", "import.tooManyRows", { max: maxImportRows });
  }
  const columns = nameColumns(heading.cells, body);
  const fields = chooseFields(columns, mapping);
  const used = columns.flatMap(({ name, at }) => {
    const field = fields.get(name);
    return field ? [{ field, at }] : [];
  });
  const rows = body.map(({ row: number, cells }) => {
    const values: ImportRow = {};
    for (const { field, at } of used) {
      // An exported table comes back as it was.
      const value = restoreCell(cells[at] ?? "", delimiter).trim();
      if (value) values[field] = value;
    }
    return { number, values };
  });
  const sample = body
    .slice(0, 5)
    .map(({ cells }) => Object.fromEntries(columns.map(({ name, at }) => [name, cells[at] ?? ""])));
  return {
    columns: columns.map(({ name }) => name),
    mapping: Object.fromEntries(fields),
    rows,
    sample,
  };
}

/** The columns by their headings; one without a heading by its letter, unless it is empty. */
function nameColumns(heading: string[], body: TableRow[]): Column[] {
  const filled = new Set<number>();
  for (const { row, cells } of body) {
    cells.forEach((cell, at) => {
      if (cell.trim() === "") return;
      if (at >= heading.length) {
        throw invalid("csv", "import.moreCells", { row });
      }
      filled.add(at);
    });
  }
  const taken = new Set<string>();
  const columns: Column[] = [];
  heading.forEach((cell, at) => {
    const title = cell.trim();
    if (title === "" && !filled.has(at)) return;
    if (title && taken.has(title)) throw invalid("csv", "import.sameTitle", { title });
    if (title) taken.add(title);
    columns.push({ name: title, at });
  });
  if (columns.length > maxImportColumns) {
    throw invalid("csv", "import.tooManyColumns", { max: maxImportColumns });
  }
  return columns.map(({ name, at }) => ({ name: name || freeLetter(at, taken), at }));
}

/** How spreadsheets call a column, with as many dots as nobody else has. */
function freeLetter(at: number, taken: Set<string>): string {
  let letters = "";
  for (let rest = at + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  while (taken.has(letters)) letters += ".";
  taken.add(letters);
  return letters;
}

function chooseFields(
  columns: Column[],
  wanted: ImportClients["mapping"],
): Map<string, ImportField | null> {
  const taken = new Set<ImportField>();
  const chosen = new Map<string, ImportField | null>();
  for (const { name } of columns) {
    const field = wanted ? ownField(wanted, name) : guess(name);
    if (field && taken.has(field)) {
      if (wanted) throw invalid("mapping", "import.sameField", { field });
      chosen.set(name, null);
      continue;
    }
    if (field) taken.add(field);
    chosen.set(name, field);
  }
  return chosen;
}

const ownField = (wanted: NonNullable<ImportClients["mapping"]>, name: string) =>
  Object.hasOwn(wanted, name) ? (wanted[name] ?? null) : null;

function guess(column: string): ImportField | null {
  const plain = searchForm(column).replace(/[^\p{L}\p{N}]/gu, "");
  return importFields.find((field) => known[field].includes(plain)) ?? null;
}

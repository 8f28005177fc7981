import { CsvError, parse } from "csv-parse/sync";
import { invalid } from "@/lib/core/errors";
import type { Reason } from "@/lib/core/refusals/reason";

/** One line of a table: its number as a spreadsheet shows it, and its cells as they are. */
export type TableRow = { row: number; cells: string[] };

export type Table = { delimiter: string; rows: TableRow[] };

/** More lines than any table that is read here has, blank ones too. */
const maxLines = 100_000;
const delimiters = [",", ";", "\t"];

/**
 * The lines of a CSV that hold anything, as spreadsheets write it: any of the three line ends, comma,
 * semicolon or tab, a first line `sep=;` (Excel hides it, so it has no number), quoted cells with
 * delimiters and line breaks in them. Throws `invalid` with the row, for what is no table.
 */
export function readTable(csv: string): Table {
  const { text, delimiter } = openTable(csv.replace(/^\uFEFF+/, ""));
  const rows: TableRow[] = [];
  let row = 0;
  const keep = (cells: string[]) => {
    if (++row > maxLines) throw invalid("csv", "import.tooManyLines", { max: maxLines });
    if (cells.some(holdsText)) rows.push({ row, cells });
    return null;
  };
  try {
    parse(text, {
      delimiter,
      record_delimiter: ["\r\n", "\n", "\r"],
      // Excel leaves out the last delimiters of a row whose last cells are empty.
      relax_column_count: true,
      on_record: keep,
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw invalid("csv", reasonFor(error.code), { row: row + 1 });
  }
  return { delimiter, rows };
}

/** A line of nothing but delimiters is a blank one, whichever they are. */
const holdsText = (cell: string) => /[^\s,;]/.test(cell);

function reasonFor(code: string): Reason {
  if (code === "CSV_QUOTE_NOT_CLOSED") return "import.quoteOpen";
  return /QUOTE/.test(code) ? "import.quoteInCell" : "import.unreadableRow";
}

/** The table below Excel's hint of the delimiter, if there is one. */
function openTable(csv: string): { text: string; delimiter: string } {
  const hint = /^"?sep=([^\r\n])"?[,;\t ]*(?:\r\n|\n|\r|$)/i.exec(csv);
  if (hint?.[1]) return { text: csv.slice(hint[0].length), delimiter: hint[1] };
  return { text: csv, delimiter: delimiterOf(csv) };
}

/** The delimiter that the first line with anything in it has most of, outside quotation marks. */
function delimiterOf(text: string): string {
  const counts = new Map(delimiters.map((sign) => [sign, 0]));
  let isQuoted = false;
  let hasText = false;
  for (const sign of text) {
    if (sign === '"') isQuoted = !isQuoted;
    else if (isQuoted) hasText = true;
    else if (sign === "\n" || sign === "\r") {
      if (hasText) break;
      for (const one of delimiters) counts.set(one, 0);
    } else if (counts.has(sign)) counts.set(sign, (counts.get(sign) ?? 0) + 1);
    else if (sign.trim() !== "") hasText = true;
  }
  return delimiters.reduce((best, sign) =>
    (counts.get(sign) ?? 0) > (counts.get(best) ?? 0) ? sign : best,
  );
}

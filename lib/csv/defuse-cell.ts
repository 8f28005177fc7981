/** What stands between the cells of a CSV. */
export type Delimiter = "," | ";" | "\t";

const sign = "[=+\\-@|%＝＋－＠]";
/** Blanks of every kind hide a sign from people, not from spreadsheets. */
const atStart = `[\\s\\p{Cc}\\p{Cf}]*${sign}`;
/** The same behind a separator, up to the next one. */
const inside = `(?:(?![\\t\\r\\n])[\\s\\p{Cc}\\p{Cf}])*${sign}`;
const start = new RegExp(`^(?='*${atStart})`, "u");
const madeAtStart = new RegExp(`^'(?='*${atStart})`, "u");

/** Where a spreadsheet that expects another delimiter cuts a cell: a quote behind this one quotes nothing. */
const marks = { ",": cuts(";"), ";": cuts(","), "\t": cuts(",;") };

function cuts(others: string) {
  const cut = `(?<=[${others}\\t\\r\\n])`;
  return {
    inside: new RegExp(`${cut}(?='*${inside})`, "gu"),
    madeInside: new RegExp(`${cut}'(?='*${inside})`, "gu"),
  };
}

/**
 * A cell that no spreadsheet takes for a formula (promise 27): what begins with = + - @, also behind
 * spaces, tabs, line ends and control characters, or written full width, gets an apostrophe in front.
 * So does what follows a tab, a line end or the other delimiter within: where the list separator is `;`
 * (Russian Excel) a quote behind a comma quotes nothing, and the cell is cut there; elsewhere it is the
 * other way round. Plain numbers and phone numbers stay as they are. Source: OWASP, "CSV Injection".
 * `restoreCell` takes it all back.
 */
export function defuseCell(text: string, delimiter: Delimiter = ","): string {
  // A sign and digits only: a number or a phone. A second sign would calculate.
  if (/^[+-]?\d[\d .,()]*$/.test(text)) return text;
  // What looks defused already gets one more, so that nothing is taken back that was there before.
  return text.replace(start, "'").replace(marks[delimiter].inside, "'");
}

/** The text from which `defuseCell` made the cell of a table with this delimiter. */
export function restoreCell(cell: string, delimiter: string = ","): string {
  const { madeInside } = delimiter in marks ? marks[delimiter as Delimiter] : marks[","];
  return cell.replace(madeInside, "").replace(madeAtStart, "");
}

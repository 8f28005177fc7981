const sign = "[=+\\-@|%＝＋－＠]";
/** Blanks of every kind hide a sign from people, not from spreadsheets. */
const atStart = `[\\s\\p{Cc}\\p{Cf}]*${sign}`;
/** The same behind a separator, up to the next one. */
const inside = `(?:(?![\\t\\r\\n])[\\s\\p{Cc}\\p{Cf}])*${sign}`;
const marks = {
  start: new RegExp(`^(?='*${atStart})`, "u"),
  inside: new RegExp(`(?<=[;\\t\\r\\n])(?='*${inside})`, "gu"),
  madeAtStart: new RegExp(`^'(?='*${atStart})`, "u"),
  madeInside: new RegExp(`(?<=[;\\t\\r\\n])'(?='*${inside})`, "gu"),
};

/**
 * A cell that no spreadsheet takes for a formula (promise 27): what begins with = + - @, also behind
 * spaces, tabs, line ends and control characters, or written full width, gets an apostrophe in front.
 * So does what follows a `;`, a tab or a line end within: where the list separator is `;` (Russian
 * Excel) a quote behind a comma quotes nothing, and the cell is cut there. Plain numbers and phone
 * numbers stay as they are. Source: OWASP, "CSV Injection". `restoreCell` takes it all back.
 */
export function defuseCell(text: string): string {
  // A sign and digits only: a number or a phone. A second sign would calculate.
  if (/^[+-]?\d[\d .,()]*$/.test(text)) return text;
  // What looks defused already gets one more, so that nothing is taken back that was there before.
  return text.replace(marks.start, "'").replace(marks.inside, "'");
}

/** The text from which `defuseCell` made the cell. */
export function restoreCell(cell: string): string {
  return cell.replace(marks.madeInside, "").replace(marks.madeAtStart, "");
}

/**
 * A cell that no spreadsheet takes for a formula (promise 27): what begins with = + - @, also behind
 * spaces, tabs, line ends and control characters, or written full width, gets an apostrophe in front.
 * Plain numbers and phone numbers stay as they are. Source: OWASP, "CSV Injection".
 */
export function defuseCell(text: string): string {
  // A sign and digits only: a number or a phone, which calculates nothing.
  if (/^[+-]?\d[\d .,()-]*$/.test(text)) return text;
  return /^[\s\p{Cc}\p{Cf}]*[=+\-@|%＝＋－＠]/u.test(text) ? `'${text}` : text;
}

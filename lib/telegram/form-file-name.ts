/**
 * A file name as the value of `filename` in a multipart form: quoted, and percent-encoded (RFC 7578,
 * section 2) where a quoted name would end early, leave its header line or be read as something else.
 * grammY writes what it gets as it stands. Telegram's server decodes the escapes; older ones end every
 * value at the first `;`, even inside quotes (tdlib/td, HttpReader), so none may stand there bare.
 */
export function formFileName(name: string): string {
  // A `%` that two hex digits follow would be decoded, though its writer meant the sign.
  const escaped = name.toWellFormed().replace(/["\\;/\p{Cc}]|%(?=[\dA-Fa-f]{2})/gu, encode);
  return `"${escaped}"`;
}

function encode(sign: string): string {
  return Array.from(
    Buffer.from(sign),
    (byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`,
  ).join("");
}

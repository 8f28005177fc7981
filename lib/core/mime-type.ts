const type = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,126}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}$/;

/**
 * A MIME type in small letters and without parameters, or plain bytes for what is none (RFC 6838,
 * 4.2): clients name types as they like, and other letters cannot travel in a header.
 */
export function plainMimeType(text: string): string {
  const plain = (text.split(";")[0] ?? "").trim().toLowerCase();
  return type.test(plain) ? plain : "application/octet-stream";
}

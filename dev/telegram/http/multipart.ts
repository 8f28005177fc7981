/** One part of a form; a file has a name. */
export interface Part {
  name: string;
  file_name?: string;
  content_type?: string;
  data: Buffer;
}

/**
 * Splits `multipart/form-data` as Telegram's server does (tdlib/td, HttpReader): a value is a quoted
 * string with `\` escapes or ends at the next `;`, the last of two with one name counts, and both are
 * percent-decoded. RFC 5987 `filename*` is read as well. Throws a plain sentence on a body that is no form.
 */
export function parseMultipart(body: Buffer, contentType: string): Part[] {
  const boundary = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType);
  const mark = Buffer.from(`--${boundary?.[1] ?? boundary?.[2] ?? ""}`);
  if (mark.length === 2) throw new Error("the form has no boundary");
  const parts: Part[] = [];
  let at = body.indexOf(mark);
  if (at < 0) throw new Error("the form does not contain its boundary");
  for (;;) {
    at += mark.length;
    if (body.subarray(at, at + 2).toString("latin1") === "--") return parts;
    const start = body.indexOf("\r\n", at) + 2;
    const blank = body.subarray(start, start + 2).toString("latin1") === "\r\n";
    const headerEnd = blank ? start : body.indexOf("\r\n\r\n", start);
    const next = body.indexOf(
      Buffer.concat([Buffer.from("\r\n"), mark]),
      blank ? start : headerEnd,
    );
    if (start < 2 || headerEnd < 0 || next < 0) throw new Error("the form ends early");
    const headers = blank ? "" : body.subarray(start, headerEnd).toString("utf8");
    const part = readHeaders(headers);
    if (part) {
      parts.push({ ...part, data: body.subarray(blank ? start + 2 : headerEnd + 4, next) });
    }
    at = next + 2;
  }
}

function readHeaders(headers: string): Omit<Part, "data"> | null {
  const lines = new Map(
    headers.split("\r\n").map((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  const disposition = lines.get("content-disposition") ?? "";
  const values = parameters(disposition);
  const name = values.get("name");
  if (!name) return null;
  const fileName = values.get("filename*") ?? values.get("filename");
  const type = lines.get("content-type");
  return {
    name,
    ...(fileName === undefined ? {} : { file_name: fileName }),
    ...(type ? { content_type: type } : {}),
  };
}

function parameters(header: string): Map<string, string> {
  const pairs = header.matchAll(/;\s*([\w*]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"\s*(?=;|$)|([^;]*))/gs);
  return new Map(
    [...pairs].map(([, key = "", quoted, token = ""]) => {
      const value = quoted?.replace(/\\(.)/gs, "$1") ?? token.trim();
      const plain = key.endsWith("*") ? value.replace(/^[\w-]*'[^']*'/, "") : value;
      return [key.toLowerCase(), decoded(plain)] as const;
    }),
  );
}

/** Percent escapes as bytes of UTF-8; what is none stays. */
function decoded(text: string): string {
  return text.replace(/(?:%[\dA-F]{2})+/gi, (bytes) =>
    Buffer.from(bytes.replaceAll("%", ""), "hex").toString("utf8"),
  );
}

/** One part of a form; a file has a name. */
export interface Part {
  name: string;
  file_name?: string;
  content_type?: string;
  data: Buffer;
}

/**
 * Splits `multipart/form-data`. Takes what clients really send: file names unquoted, outside ASCII and
 * raw (grammY), quoted with escapes (browsers), or as RFC 5987 `filename*`. Throws a plain sentence on
 * a body that is no form.
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
  const name = parameter(disposition, "name");
  if (!name) return null;
  const fileName = parameter(disposition, "filename");
  const type = lines.get("content-type");
  return {
    name,
    ...(fileName === null ? {} : { file_name: fileName }),
    ...(type ? { content_type: type } : {}),
  };
}

function parameter(header: string, name: string): string | null {
  const extended = new RegExp(`;\\s*${name}\\*=(?:utf-8|iso-8859-1)?'[^']*'([^;]*)`, "i").exec(
    header,
  );
  if (extended?.[1]) return safeDecode(extended[1].trim());
  // Unquoted: everything up to the next known parameter, since a raw name may contain a semicolon.
  const found = new RegExp(
    `;\\s*${name}=(?:"((?:[^"\\\\]|\\\\.)*)"|(.*?)(?:;\\s*(?:file)?name\\*?=|$))`,
    "i",
  ).exec(header);
  if (!found) return null;
  const quoted = found[1]?.replace(/\\(.)/g, "$1");
  return quoted === undefined
    ? (found[2] ?? "").trim()
    : quoted.replace(/%(22|0D|0A)/gi, safeDecode);
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

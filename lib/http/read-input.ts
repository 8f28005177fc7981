import { AppError, invalid } from "@/lib/core/errors";
import { toNormalForm } from "@/lib/core/normal-form";

const mebibyte = 1024 * 1024;

/**
 * A request's body as text. `too_large` above a limit (1 MiB: files go straight to S3), read or
 * announced; `unreadable` if it broke off.
 */
export async function readBody(request: Request, mebibytes = 1): Promise<string> {
  const tooLarge = () => new AppError("too_large", "request.tooLarge", { params: { mebibytes } });
  const announced = Number(request.headers.get("content-length") ?? 0);
  if (announced > mebibytes * mebibyte) throw tooLarge();
  if (!request.body) return "";
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body.getReader();
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      throw new AppError("unreadable", "request.brokeOff");
    });
    if (done) return Buffer.concat(chunks).toString("utf8");
    size += value.byteLength;
    if (size > mebibytes * mebibyte) {
      await reader.cancel();
      throw tooLarge();
    }
    chunks.push(value);
  }
}

/** JSON of a body; `unreadable` for anything else. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new AppError("unreadable", "request.notJson");
  }
}

/** Values in one body: a change of 10,000 clients with their tags has fewer. */
const maxValues = 150_000;

/**
 * The input with its texts in one form (NFC); refuses text that Postgres cannot keep: NUL characters
 * and halves of surrogate pairs, and more values than any request needs: a schema looks at each of
 * them. Walks without recursion, so that no nesting is too deep.
 */
export function storable<T>(value: T): T {
  const rest: { field: string; value: unknown }[] = [{ field: "", value }];
  let count = 0;
  for (let item = rest.pop(); item; item = rest.pop()) {
    if (typeof item.value === "string") assertText(item.field, item.value);
    if (typeof item.value !== "object" || item.value === null) continue;
    for (const [key, inner] of Object.entries(item.value)) {
      if (++count > maxValues)
        throw invalid(item.field, "request.tooManyValues", { max: maxValues });
      assertText(item.field, key);
      rest.push({ field: item.field ? `${item.field}.${key}` : key, value: inner });
    }
  }
  return toNormalForm(value);
}

function assertText(field: string, text: string) {
  if (text.includes("\0") || !text.isWellFormed()) {
    throw invalid(field, "request.notText");
  }
}

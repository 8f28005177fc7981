import type { ErrorCode, FieldError } from "@/lib/core/errors";

/** What a server action gives a form: never a throw, always a text. */
export type ActionResult<T> =
  | { ok: true; data: T }
  | { ok: false; error: { code: ErrorCode; message: string; fields: FieldError[] } };

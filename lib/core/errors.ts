import { type Notice, notice, type Params, type Reason } from "./refusals/reason";
import { refusalText } from "./refusals/refusal-text";

/** Every expected failure has one of these codes; an entry point translates it once. */
export const errorStatus = {
  unreadable: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  wrong_method: 405,
  conflict: 409,
  too_large: 413,
  invalid: 422,
  rate_limited: 429,
  unavailable: 503,
  internal: 500,
} as const;

export type ErrorCode = keyof typeof errorStatus;

/** A field of the input and what is wrong with it, as a text for a person. */
export type FieldError = { field: string; message: string };

/** The same by code; `english` is the API's text where it is zod's own. */
export type FieldRefusal = Notice & { field: string; english?: string };

export type ErrorDetails = {
  fields?: FieldRefusal[];
  /** Seconds after which a retry makes sense (429, 503). */
  retryAfter?: number;
  /** Requests a minute, when that many were exceeded (429). */
  limit?: number;
};

/**
 * An expected failure. Its reason is a stable code with the values that its text names; people read the
 * text in their language (`refusalText`), logs and programs the English `message`.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly notice: Notice;
  readonly details: ErrorDetails;

  constructor(
    code: ErrorCode,
    why: Reason | Notice,
    options: { params?: Params; details?: ErrorDetails; cause?: unknown } = {},
  ) {
    const said = typeof why === "string" ? notice(why, options.params) : why;
    super(refusalText(said), options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.notice = said;
    this.details = options.details ?? {};
  }
}

type Missing =
  Extract<Reason, `notFound.${string}`> extends `notFound.${infer What}` ? What : never;

/** A thing that is missing, or that the caller may not see: the two look the same (promise 23). */
export function notFound(what: Missing): AppError {
  return new AppError("not_found", `notFound.${what}`);
}

/** Bad input with one field to blame. */
export function invalid(field: string, why: Reason | Notice, params: Params = {}): AppError {
  const said = typeof why === "string" ? notice(why, params) : why;
  return new AppError("invalid", said, { details: { fields: [{ field, ...said }] } });
}

/** Every expected failure has one of these codes; a door translates it once. */
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

/** A field of the input and what is wrong with it, in words for a person. */
export type FieldError = { field: string; message: string };

export type ErrorDetails = {
  fields?: FieldError[];
  /** Seconds after which a retry makes sense (429, 503). */
  retryAfter?: number;
  /** Requests a minute, when that many were exceeded (429). */
  limit?: number;
};

/** An expected failure: the message is shown to people, so it says what to do. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(
    code: ErrorCode,
    message: string,
    options: { details?: ErrorDetails; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.details = options.details ?? {};
  }
}

/** A thing that is missing, or that the caller may not see: the two answer alike (promise 23). */
export function notFound(what: string): AppError {
  return new AppError("not_found", `${what} not found.`);
}

/** Bad input with one field to blame. */
export function invalid(field: string, message: string): AppError {
  return new AppError("invalid", message, { details: { fields: [{ field, message }] } });
}

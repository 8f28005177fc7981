import type { Locale } from "@/i18n/locales";
import { AppError, errorStatus, type FieldError } from "@/lib/core/errors";
import { logger } from "@/lib/core/logger";
import { fieldText, refusalText } from "@/lib/core/refusals/refusal-text";
import { knownError } from "./known-error";
import { rateLimitHeaders } from "./rate-limit";

const titles: Record<number, string> = {
  400: "Unreadable request",
  401: "Not signed in",
  403: "Not allowed",
  404: "Not found",
  405: "Method not allowed",
  409: "Conflict",
  413: "Too large",
  422: "Invalid input",
  429: "Too many requests",
  500: "Internal error",
  503: "Unavailable",
};

/** Any error as one of ours: zod's become `invalid`, unknown ones are logged whole and hidden. */
export function toAppError(error: unknown, requestId: string): AppError {
  const known = knownError(error);
  if (known === null) {
    logger("http").error({ err: error, requestId }, "unexpected error");
    return new AppError("internal", "request.internal");
  }
  // A refusal of ours says enough by its response; what a service threw is worth a line.
  if (error instanceof AppError || known.code === "invalid") return known;
  const summary = known.code === "conflict" ? "a clash in the database" : "a service is away";
  logger("http").warn({ err: error, requestId }, summary);
  return known;
}

/** An error in the reader's language: the whole and each field's. */
export function inLanguage(
  error: AppError,
  locale: Locale,
): { message: string; fields?: FieldError[] } {
  const fields = error.details.fields?.map(({ field, ...why }) => ({
    field,
    message: fieldText(why, locale),
  }));
  return { message: refusalText(error.notice, locale), ...(fields ? { fields } : {}) };
}

/** The members of a problem (RFC 9457). */
export function problemBody(error: AppError, requestId: string, locale: Locale = "en") {
  const status = errorStatus[error.code];
  const { message, fields } = inLanguage(error, locale);
  return {
    type: "about:blank",
    title: titles[status] ?? "Error",
    status,
    detail: message,
    request_id: requestId,
    ...(fields ? { errors: fields } : {}),
  };
}

/** An error as an application/problem+json response in the reader's language, with `headers` of the route. */
export function problem(
  error: AppError,
  requestId: string,
  { locale, headers }: { locale?: Locale; headers?: Record<string, string> } = {},
): Response {
  const status = errorStatus[error.code];
  const { limit, retryAfter = status === 503 ? 5 : undefined } = error.details;
  return new Response(JSON.stringify(problemBody(error, requestId, locale)), {
    status,
    headers: {
      ...headers,
      "content-type": "application/problem+json",
      "x-request-id": requestId,
      ...(retryAfter ? { "retry-after": String(retryAfter) } : {}),
      ...(limit && retryAfter ? rateLimitHeaders(limit, 0, retryAfter) : {}),
      ...(status === 401 ? { "www-authenticate": "Bearer" } : {}),
    },
  });
}

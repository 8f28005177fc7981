import type { Locale } from "@/i18n/locales";
import { AppError, errorStatus } from "@/lib/core/errors";
import { logger } from "@/lib/core/logger";
import { translateRefusal } from "@/lib/core/refusals";
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

/**
 * Any error as one of ours, in the reader's words: zod's become `invalid`, unknown ones are logged
 * whole and hidden.
 */
export function toAppError(error: unknown, requestId: string, locale: Locale = "en"): AppError {
  const { code, message, details } = classify(error, requestId, locale);
  const fields = details.fields?.map(({ field, message: words }) => ({
    field,
    message: translateRefusal(words, locale),
  }));
  return new AppError(code, translateRefusal(message, locale), {
    details: { ...details, ...(fields ? { fields } : {}) },
  });
}

function classify(error: unknown, requestId: string, locale: Locale): AppError {
  const known = knownError(error, locale);
  if (known === null) {
    logger("http").error({ err: error, requestId }, "unexpected error");
    return new AppError(
      "internal",
      "Something went wrong on our side. Try again; nothing was changed.",
    );
  }
  // A refusal of ours says enough by its answer; what a service threw is worth a line.
  if (error instanceof AppError || known.code === "invalid") return known;
  const words = known.code === "conflict" ? "a clash in the database" : "a service is away";
  logger("http").warn({ err: error, requestId }, words);
  return known;
}

/** The members of a problem (RFC 9457). */
export function problemBody(error: AppError, requestId: string) {
  const status = errorStatus[error.code];
  const { fields } = error.details;
  return {
    type: "about:blank",
    title: titles[status] ?? "Error",
    status,
    detail: error.message,
    request_id: requestId,
    ...(fields ? { errors: fields } : {}),
  };
}

/** An error as an application/problem+json answer, with `more` headers. */
export function problem(
  error: AppError,
  requestId: string,
  more: Record<string, string> = {},
): Response {
  const status = errorStatus[error.code];
  const { limit, retryAfter = status === 503 ? 5 : undefined } = error.details;
  return new Response(JSON.stringify(problemBody(error, requestId)), {
    status,
    headers: {
      ...more,
      "content-type": "application/problem+json",
      "x-request-id": requestId,
      ...(retryAfter ? { "retry-after": String(retryAfter) } : {}),
      ...(limit && retryAfter ? rateLimitHeaders(limit, 0, retryAfter) : {}),
      ...(status === 401 ? { "www-authenticate": "Bearer" } : {}),
    },
  });
}

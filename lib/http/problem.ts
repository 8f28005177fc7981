import { ZodError, type z } from "zod";
import { en, ru } from "zod/locales";
import type { Locale } from "@/i18n/locales";
import { AppError, errorStatus, type FieldError } from "@/lib/core/errors";
import { logger } from "@/lib/core/logger";
import { translateRefusal } from "@/lib/core/refusals";
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
  if (error instanceof AppError) return error;
  if (error instanceof ZodError) {
    return new AppError("invalid", "Some values are not valid.", {
      details: { fields: fieldErrors(error, locale) },
    });
  }
  if (isDataException(error)) return new AppError("invalid", "Some values cannot be stored.");
  if (isAway(error)) {
    logger("http").warn({ err: error, requestId }, "a service is away");
    const words = "A service that this needs does not answer. Try again in a moment.";
    return new AppError("unavailable", words, { details: { retryAfter: 5 } });
  }
  logger("http").error({ err: error, requestId }, "unexpected error");
  return new AppError(
    "internal",
    "Something went wrong on our side. Try again; nothing was changed.",
  );
}

// Class 22 of Postgres's error codes: a value out of its type's range.
function isDataException(error: unknown): boolean {
  return codesOf(error).some((code) => /^22.{3}$/.test(code));
}

// Node's and postgres.js's codes of a connection that was not made, or was lost; the AWS SDK's name of one too slow.
const lost =
  /^(E(CONNREFUSED|CONNRESET|TIMEDOUT|PIPE|AI_AGAIN|HOSTUNREACH)|ENOTFOUND|CONNECT_TIMEOUT|CONNECTION_\w+|TimeoutError)$/;

function isAway(error: unknown): boolean {
  return codesOf(error).some((code) => lost.test(code));
}

// Drizzle and grammY wrap the error that happened.
function codesOf(error: unknown): string[] {
  const codes: string[] = [];
  let at = error;
  for (let depth = 0; at instanceof Error && depth < 5; depth++) {
    codes.push(at.name, "code" in at ? String(at.code) : "");
    at = "error" in at ? at.error : at.cause;
  }
  return codes;
}

// zod words an issue when it is found, in English; what it says by itself it can say in Russian.
function fieldErrors(error: ZodError, locale: Locale): FieldError[] {
  return error.issues.map((issue) => ({
    field: issue.path.join("."),
    message:
      locale === "ru" && issue.message === zodWords.en(issue) ? zodWords.ru(issue) : issue.message,
  }));
}

const zodWords = { en: inWords(en().localeError), ru: inWords(ru().localeError) };

function inWords(say: z.core.$ZodErrorMap) {
  return (issue: z.core.$ZodIssue): string => {
    const said = say(issue as z.core.$ZodRawIssue);
    return (typeof said === "string" ? said : said?.message) ?? issue.message;
  };
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

/** An error as an application/problem+json answer. */
export function problem(error: AppError, requestId: string): Response {
  const status = errorStatus[error.code];
  const { retryAfter, limit } = error.details;
  return new Response(JSON.stringify(problemBody(error, requestId)), {
    status,
    headers: {
      "content-type": "application/problem+json",
      "x-request-id": requestId,
      ...(retryAfter ? { "retry-after": String(retryAfter) } : {}),
      ...(limit && retryAfter ? rateLimitHeaders(limit, 0, retryAfter) : {}),
      ...(status === 401 ? { "www-authenticate": "Bearer" } : {}),
    },
  });
}

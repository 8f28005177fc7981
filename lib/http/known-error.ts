import { ZodError, type z } from "zod";
import { en, ru } from "zod/locales";
import type { Locale } from "@/i18n/locales";
import { AppError, errorStatus, type FieldError } from "@/lib/core/errors";
import { hasCode, isOutage } from "@/lib/core/outage";

/**
 * An error as one of ours: zod's are `invalid`, Postgres's and Node's by their codes
 * (postgresql.org/docs/current/errcodes-appendix.html); null for one that nobody expected.
 */
export function knownError(error: unknown, locale: Locale = "en"): AppError | null {
  if (error instanceof AppError) return error;
  if (error instanceof ZodError) {
    return new AppError("invalid", "Some values are not valid.", {
      details: { fields: fieldErrors(error, locale) },
    });
  }
  const isOne = (pattern: RegExp) => hasCode(error, pattern);
  if (isOne(badValue)) return new AppError("invalid", "Some values cannot be stored.");
  if (isOne(clash)) return new AppError("conflict", "It clashes with what is there now.");
  if (isOne(collision)) {
    return new AppError("conflict", "Somebody changed the same thing at this moment. Try again.", {
      details: { retryAfter: 1 },
    });
  }
  if (isOutage(error) || isOne(slow)) {
    const words = "A service that this needs does not answer. Try again in a moment.";
    return new AppError("unavailable", words, { details: { retryAfter: 5 } });
  }
  return null;
}

/** Whether an error says that nothing was done; a lost connection or a bug may come after the work. */
export function isRefusal(error: unknown): boolean {
  const known = knownError(error);
  return known !== null && errorStatus[known.code] < 500;
}

// Data exceptions: a value out of its type's range.
const badValue = /^22\w{3}$/;
// unique_violation, foreign_key_violation: what is already there, or is there no more.
const clash = /^(23505|23503)$/;
// serialization_failure, deadlock_detected: one of two at the same moment had to give way.
const collision = /^(40001|40P01)$/;
// The AWS SDK's name of an answer that took too long.
const slow = /^TimeoutError$/;

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

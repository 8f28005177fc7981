import { ZodError } from "zod";
import { AppError, errorStatus, type FieldRefusal } from "@/lib/core/errors";
import { hasCode, isOutage } from "@/lib/core/outage";
import { issueNotice } from "@/lib/core/refusals/issue-notice";
import { isReason } from "@/lib/core/refusals/reason";

/**
 * An error as one of ours: zod's are `invalid`, Postgres's and Node's by their codes
 * (postgresql.org/docs/current/errcodes-appendix.html); null for one that nobody expected.
 */
export function knownError(error: unknown): AppError | null {
  if (error instanceof AppError) return error;
  if (error instanceof ZodError) {
    return new AppError("invalid", "request.invalid", {
      details: { fields: fieldsOf(error) },
    });
  }
  const isOne = (pattern: RegExp) => hasCode(error, pattern);
  if (isOne(badValue)) return new AppError("invalid", "request.notStorable");
  if (isOne(clash)) return new AppError("conflict", "request.clash");
  if (isOne(collision)) {
    return new AppError("conflict", "request.collision", {
      details: { retryAfter: 1 },
    });
  }
  if (isOutage(error) || isOne(slow)) {
    return new AppError("unavailable", "request.serviceAway", { details: { retryAfter: 5 } });
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
// The AWS SDK's name of a response that took too long.
const slow = /^TimeoutError$/;

/** zod's issues by code and values; what zod says by itself is the API's English text. */
function fieldsOf(error: ZodError): FieldRefusal[] {
  return error.issues.map((issue) => ({
    field: issue.path.join("."),
    ...issueNotice(issue),
    ...(isReason(issue.message) ? {} : { english: issue.message }),
  }));
}

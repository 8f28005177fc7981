import { safeMessage } from "@/lib/core/safe-error";

/** An error in one line for an admin: the innermost one, without what people wrote. */
export function reasonOf(error: unknown): string {
  let inner = error;
  while (inner instanceof Error && inner.cause instanceof Error) inner = inner.cause;
  return safeMessage(inner).replaceAll("\u0000", "\ufffd").slice(0, 500).toWellFormed();
}

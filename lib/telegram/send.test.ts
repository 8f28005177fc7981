import { GrammyError, HttpError } from "grammy";
import { expect, test } from "vitest";
import { classifyOutcome } from "./send";

const answer = (error_code: number, description: string, parameters = {}) =>
  new GrammyError(
    "call failed",
    { ok: false, error_code, description, parameters },
    "sendMessage",
    {},
  );

const network = (code: string) =>
  new HttpError("network", Object.assign(new Error(code), { code }));

test("429 waits exactly as long as Telegram says, for the whole bot", () => {
  const outcome = classifyOutcome(
    answer(429, "Too Many Requests: retry after 7", { retry_after: 7 }),
  );
  expect(outcome).toEqual({ outcome: "wait", seconds: 7 });
});

test("a refused connection is certainly not sent; a reset or a timeout may have arrived", () => {
  expect(classifyOutcome(network("ECONNREFUSED")).outcome).toBe("again");
  expect(classifyOutcome(network("ECONNRESET")).outcome).toBe("unknown");
  expect(classifyOutcome(network("ETIMEDOUT")).outcome).toBe("unknown");
  expect(classifyOutcome(new HttpError("timed out", new Error("aborted"))).outcome).toBe("unknown");
  expect(classifyOutcome(answer(502, "Bad Gateway")).outcome).toBe("unknown");
});

test("a block, a refusal and a revoked token are told apart", () => {
  expect(classifyOutcome(answer(403, "Forbidden: bot was blocked by the user")).outcome).toBe(
    "blocked",
  );
  expect(classifyOutcome(answer(400, "Bad Request: message text is empty"))).toEqual({
    outcome: "rejected",
    reason: "message text is empty",
    notice: { reason: "telegram.emptyText", params: {} },
  });
  expect(classifyOutcome(answer(401, "Unauthorized")).outcome).toBe("revoked");
});

import { randomUUID } from "node:crypto";
import { AppError } from "@/lib/core/errors";
import { localeOf } from "./locale-of";
import { problem, toAppError } from "./problem";

/**
 * A handler of NextAuth as a route of ours: its set-up being fixed, what it refuses or calls a
 * problem of the server (an address to return to that is none) is what was asked: 400.
 */
export function authRoute<R extends Request>(handler: (request: R) => Promise<Response>) {
  return async function handle(request: R): Promise<Response> {
    const requestId = randomUUID();
    try {
      const answer = await handler(request);
      if (answer.status < 400) return answer;
      throw new AppError("unreadable", "This is no request for a sign-in.");
    } catch (error) {
      return problem(toAppError(error, requestId, localeOf(request)), requestId);
    }
  };
}

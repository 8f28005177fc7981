import { randomUUID } from "node:crypto";
import { NextRequest } from "next/server";
import { AppError } from "@/lib/core/errors";
import { localeOf } from "./locale-of";
import { problem, toAppError } from "./problem";
import { readBody } from "./read-input";

/**
 * A handler of NextAuth as a route of ours: its set-up being fixed, what it refuses or calls a
 * problem of the server (an address to return to that is none) is what was asked: 400. It would read
 * a body of any size: 413 above ours.
 */
export function authRoute(handler: (request: NextRequest) => Promise<Response>) {
  return async function handle(request: NextRequest): Promise<Response> {
    const requestId = randomUUID();
    try {
      const answer = await handler(request.body ? await withReadBody(request) : request);
      if (answer.status < 400) return answer;
      throw new AppError("unreadable", "request.noSignIn");
    } catch (error) {
      return problem(toAppError(error, requestId), requestId, { locale: localeOf(request) });
    }
  };
}

async function withReadBody(request: NextRequest): Promise<NextRequest> {
  const body = await readBody(request);
  return new NextRequest(request.url, { method: request.method, headers: request.headers, body });
}

import { ApiError } from "../api-error";
import type { Sim } from "../sim";
import { Described, type Method } from "./method";
import { botMethods } from "./methods/bot";
import { chatMethods } from "./methods/chat";
import { mediaMethods } from "./methods/media";
import { otherMethods } from "./methods/other";
import { textMethods } from "./methods/text";
import { updateMethods } from "./methods/updates";
import type { Params } from "./params";

const methods = new Map<string, [name: string, method: Method]>(
  Object.entries({
    ...updateMethods,
    ...botMethods,
    ...textMethods,
    ...mediaMethods,
    ...chatMethods,
    ...otherMethods,
  }).map(([name, method]) => [name.toLowerCase(), [name, method]]),
);

/** What Telegram answers to a method: HTTP status and JSON body. */
export interface Outcome {
  status: number;
  body: Record<string, unknown>;
}

/** A method's own spelling: Telegram does not mind the case. Undefined for methods that are not simulated. */
export function methodName(name: string): string | undefined {
  return methods.get(name.toLowerCase())?.[0];
}

/** Runs a method; what it changed is kept before this resolves. Never rejects. */
export async function runMethod(
  sim: Sim,
  name: string,
  params: Params,
  signal: AbortSignal,
): Promise<Outcome> {
  try {
    const method = methods.get(name.toLowerCase())?.[1];
    if (!method) throw new ApiError(404, "Not Found: method not found");
    if (isMessage(name)) {
      const wait = sim.limit.take(params.numericChatId() ?? 0);
      if (wait > 0) throw tooMany(wait);
    }
    const returned = await sim.store.transaction(() => method(sim, params, signal));
    const result = returned instanceof Described ? returned.result : returned;
    sim.judge?.result(methodName(name) ?? name, result);
    return {
      status: 200,
      body: {
        ok: true,
        result,
        ...(returned instanceof Described ? { description: returned.description } : {}),
      },
    };
  } catch (error) {
    return refusal(error);
  }
}

/** An error as Telegram words it; what is not Telegram's becomes a 500. */
export function refusal(error: unknown): Outcome {
  const known =
    error instanceof ApiError
      ? error
      : new ApiError(
          500,
          `Internal Server Error: ${error instanceof Error ? error.message : error}`,
        );
  const { code, description, parameters } = known;
  return {
    status: code,
    body: { ok: false, error_code: code, description, ...(parameters ? { parameters } : {}) },
  };
}

/** 429 as Telegram words it; `retryAfter` in seconds. */
export function tooMany(retryAfter: number): ApiError {
  return new ApiError(429, `Too Many Requests: retry after ${retryAfter}`, {
    retry_after: retryAfter,
  });
}

function isMessage(name: string): boolean {
  return /^(send(?!ChatAction)|copy|forward)/i.test(name);
}

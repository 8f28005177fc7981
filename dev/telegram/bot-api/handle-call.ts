import type { IncomingMessage, ServerResponse } from "node:http";
import { ApiError } from "../api-error";
import type { Fault } from "../control-types";
import { readBody } from "../http/read-body";
import { type RawParams, readParams } from "../http/read-params";
import type { Sim } from "../sim";
import { Params } from "./params";
import { methodName, type Outcome, refusal, runMethod, tooMany } from "./run-method";

/** Telegram takes uploads of 50 MB; the rest of the form comes on top. */
const bodyLimit = 52 * 1024 * 1024;

/** Answers `/bot<token>/<method>`, spoiling the call when a fault says so, and logs it. */
export async function handleCall(
  sim: Sim,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  [, token = "", called = ""]: RegExpExecArray,
): Promise<void> {
  const at = Date.now();
  const name = methodName(called) ?? called;
  const body = await readBody(request, bodyLimit);
  const raw = parse(request, url, body, token, sim.options.token);
  if ("status" in raw) {
    answer(response, raw);
    return;
  }
  const params = new Params(raw);
  const chatId = params.numericChatId();
  sim.judge?.request(name, raw.fields, [...raw.files.keys()], raw.is_form);
  const fault = sim.faults.meet(name, chatId, raw.fields);
  if (fault) sim.events.send({ type: "faults" });

  const gone = new AbortController();
  response.on("close", () => gone.abort());
  const outcome = await runUnlessSpoilt(sim, name, params, fault, gone.signal);
  const accepted = outcome.ran?.status === 200;
  const { status, body: told } = outcome.told;
  if (name !== "getUpdates") {
    sim.calls.add({
      at,
      method: name,
      params: params.forLog(),
      ...(chatId === undefined ? {} : { chat_id: chatId }),
      accepted,
      responded: !["reset", "hang", "half_reply"].includes(fault?.effect ?? ""),
      status,
      ...(told.ok ? {} : { error: String(told.description) }),
      ...(accepted ? { result: outcome.ran?.body.result } : {}),
      ...(fault ? { fault_id: fault.id } : {}),
      duration_ms: Date.now() - at,
    });
  }
  if (fault) await spoil(sim, fault, request, response, outcome.told);
  else answer(response, outcome.told);
}

/** Sends a Bot API answer. */
export function answer(response: ServerResponse, { status, body }: Outcome): void {
  if (response.destroyed) return;
  const text = Buffer.from(JSON.stringify(body));
  response.writeHead(status, {
    "content-type": "application/json",
    "content-length": text.length,
  });
  response.end(text);
}

function parse(
  request: IncomingMessage,
  url: URL,
  body: Buffer | null,
  token: string,
  expected: string,
): RawParams | Outcome {
  try {
    if (!/^\d+:[\w-]+$/.test(token)) throw new ApiError(404, "Not Found");
    if (token !== expected) throw new ApiError(401, "Unauthorized");
    if (!body) throw new ApiError(413, "Request Entity Too Large");
    return readParams(request, url, body);
  } catch (error) {
    return refusal(error);
  }
}

/** `ran`: what the call did, if it was let through; `told`: what the caller is to hear. */
async function runUnlessSpoilt(
  sim: Sim,
  name: string,
  params: Params,
  fault: Fault | null,
  signal: AbortSignal,
): Promise<{ ran?: Outcome; told: Outcome }> {
  const isLate = ["hang", "half_reply"].includes(fault?.effect ?? "");
  const isRun = !fault || fault.effect === "delay" || (fault.processed ?? isLate);
  const ran = isRun ? await runMethod(sim, name, params, signal) : undefined;
  const refused = fault ? faultAnswer(fault) : null;
  return { ...(ran ? { ran } : {}), told: refused ?? ran ?? { status: 0, body: { ok: false } } };
}

function faultAnswer(fault: Fault): Outcome | null {
  if (fault.effect === "429") return refusal(tooMany(fault.retry_after ?? 1));
  if (fault.effect !== "error") return null;
  const status = fault.status ?? 500;
  return refusal(new ApiError(status, fault.description ?? defaultWords[status] ?? "Error"));
}

const defaultWords: Record<number, string> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden: bot was blocked by the user",
  404: "Not Found",
  409: "Conflict",
  500: "Internal Server Error",
  502: "Bad Gateway",
  504: "Gateway Timeout",
};

async function spoil(
  sim: Sim,
  fault: Fault,
  request: IncomingMessage,
  response: ServerResponse,
  told: Outcome,
): Promise<void> {
  switch (fault.effect) {
    case "reset":
      request.socket.resetAndDestroy();
      return;
    case "half_reply": {
      const text = JSON.stringify(told.body);
      response.writeHead(200, {
        "content-type": "application/json",
        "content-length": Buffer.byteLength(text),
      });
      response.write(text.slice(0, Math.floor(text.length / 2)), () => request.socket.destroy());
      return;
    }
    case "hang": {
      const forget = sim.faults.hang(() => request.socket.destroy());
      response.on("close", forget);
      return;
    }
    default:
      if (fault.delay_ms) await new Promise((resolve) => setTimeout(resolve, fault.delay_ms));
      answer(response, told);
  }
}

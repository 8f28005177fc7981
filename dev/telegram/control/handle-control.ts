import type { IncomingMessage, ServerResponse } from "node:http";
import { ControlError } from "../control-error";
import { readBody } from "../http/read-body";
import type { Sim } from "../sim";
import { isFromHere } from "./is-from-here";
import { jsonReply } from "./json-reply";
import { runControl } from "./routes";
import { sendFile } from "./send-file";

const bodyLimit = 2 * 1024 ** 3;

/** Answers `/_sim/…`: JSON, files, and the page's event stream; only to this machine's own pages and programs. */
export async function handleControl(
  sim: Sim,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const path = url.pathname.replace(/^\/_sim\//, "").replace(/\/$/, "");
  try {
    if (!isFromHere(request))
      throw new ControlError(403, "only pages and programs of this machine");
    if (path === "events") return sim.events.open(request, response);
    const file = /^files\/([\w-]+)$/.exec(path);
    if (file && request.method === "GET") return sendFile(sim, request, response, file[1] ?? "");
    const bytes = await readBody(request, bodyLimit);
    if (!bytes) throw new ControlError(413, "the body is too large");
    const result = await runControl(sim, request.method ?? "GET", path, {
      query: url.searchParams,
      body: parse(bytes, request.headers["content-type"], path),
      bytes,
      headers: request.headers,
    });
    jsonReply(response, 200, { ok: true, result });
  } catch (error) {
    const status = error instanceof ControlError ? error.status : 500;
    const words = error instanceof Error ? error.message : String(error);
    jsonReply(response, status, { ok: false, error: words });
  }
}

function parse(bytes: Buffer, type: string | undefined, path: string): unknown {
  if (path === "files" || bytes.length === 0 || !type?.startsWith("application/json")) return {};
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    throw new ControlError(400, "the body is not JSON");
  }
}

import type { IncomingMessage, ServerResponse } from "node:http";
import { ApiError } from "../api-error";
import type { Sim } from "../sim";
import { answer } from "./handle-call";
import { refusal, tooMany } from "./run-method";

/** Answers `/file/bot<token>/<path>` with the file's bytes; faults of the method `file` apply. */
export async function handleDownload(
  sim: Sim,
  request: IncomingMessage,
  response: ServerResponse,
  [, token, path = ""]: RegExpExecArray,
): Promise<void> {
  const file = sim.store.files.values().find((known) => known.path === decodeURIComponent(path));
  const fault = sim.faults.meet("file", undefined, {});
  if (fault?.effect === "delay") {
    await new Promise((resolve) => setTimeout(resolve, fault.delay_ms ?? 0));
  } else if (fault?.effect === "429") {
    return answer(response, refusal(tooMany(fault.retry_after ?? 1)));
  } else if (fault?.effect === "error") {
    return answer(
      response,
      refusal(new ApiError(fault.status ?? 500, fault.description ?? "Error")),
    );
  } else if (fault?.effect === "hang") {
    response.on(
      "close",
      sim.faults.hang(() => request.socket.destroy()),
    );
    return;
  } else if (fault) {
    request.socket.resetAndDestroy();
    return;
  }
  if (token !== sim.options.token || !file) {
    return answer(response, refusal(new ApiError(404, "Not Found")));
  }
  const data = sim.bytes.read(file.bytes_key);
  response.writeHead(200, {
    "content-type": "application/octet-stream",
    "content-length": data.length,
  });
  response.end(data);
}

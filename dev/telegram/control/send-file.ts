import type { IncomingMessage, ServerResponse } from "node:http";
import type { Sim } from "../sim";
import { jsonReply } from "./json-reply";

const shown = /^(image\/(jpeg|png|gif|webp)|audio\/|video\/)/;

/** A file's bytes for the page: media is shown, with ranges for players; anything else is a download. */
export function sendFile(
  sim: Sim,
  request: IncomingMessage,
  response: ServerResponse,
  fileId: string,
): void {
  const file = sim.store.files.get(fileId);
  if (!file) return jsonReply(response, 404, { ok: false, error: "there is no such file" });
  const data = sim.bytes.read(file.bytes_key);
  const isShown = shown.test(file.mime_type);
  const name = encodeURIComponent(file.file_name ?? file.path.split("/").at(-1) ?? "file");
  const headers = {
    "content-type": isShown ? file.mime_type : "application/octet-stream",
    "content-disposition": `${isShown ? "inline" : "attachment"}; filename*=utf-8''${name}`,
    "x-content-type-options": "nosniff",
    "cache-control": "private, max-age=3600",
    "accept-ranges": "bytes",
  };
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? "");
  const start = Number(range?.[1] ?? 0);
  const end = Math.min(Number(range?.[2] || data.length - 1), data.length - 1);
  if (range && start < data.length) {
    response.writeHead(206, {
      ...headers,
      "content-range": `bytes ${start}-${end}/${data.length}`,
      "content-length": end - start + 1,
    });
    response.end(data.subarray(start, end + 1));
    return;
  }
  response.writeHead(200, { ...headers, "content-length": data.length });
  response.end(data);
}

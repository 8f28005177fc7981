import type { IncomingMessage, ServerResponse } from "node:http";
import type { SimEvent } from "../control-types";

/** Server-sent events for open pages. */
export class EventStream {
  #pages = new Set<ServerResponse>();

  send(event: SimEvent): void {
    if (this.#pages.size === 0) return;
    const text = `data: ${JSON.stringify(event)}\n\n`;
    for (const page of this.#pages) page.write(text);
  }

  open(request: IncomingMessage, response: ServerResponse): void {
    response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
    response.write("retry: 1000\n\n");
    this.#pages.add(response);
    request.on("close", () => this.#pages.delete(response));
  }

  close(): void {
    for (const page of this.#pages) page.end();
    this.#pages.clear();
  }
}

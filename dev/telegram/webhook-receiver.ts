import http from "node:http";
import type { AddressInfo } from "node:net";
import type { TelegramUpdate } from "@gramio/types";

/** One delivery as a webhook saw it. */
export interface Received {
  update: TelegramUpdate;
  secret: string | undefined;
  path: string;
}

/** A status, or a 200 with this JSON as its body. */
export type Answer = number | Record<string, unknown>;

/** A webhook for tests: answers what `respond` says, 200 by default, and remembers what came. */
export async function startWebhookReceiver(
  respond: (received: Received) => Answer | Promise<Answer> = () => 200,
): Promise<{ url: string; received: Received[]; close(): void }> {
  const received: Received[] = [];
  const server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const secret = request.headers["x-telegram-bot-api-secret-token"];
    const entry: Received = {
      update: JSON.parse(Buffer.concat(chunks).toString("utf8")) as TelegramUpdate,
      secret: typeof secret === "string" ? secret : undefined,
      path: request.url ?? "",
    };
    received.push(entry);
    const answer = await respond(entry);
    if (typeof answer === "number") response.writeHead(answer).end();
    else response.writeHead(200).end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

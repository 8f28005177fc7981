import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from "node:http";

class NotTaken extends Error {}

/**
 * One address on 127.0.0.1 before several web servers: each request goes to the next of them, and on
 * to another when nobody listens there, as a balancer with passive checks does.
 */
export async function startRoundRobin(port: number, targets: number[]) {
  const agent = new Agent({ keepAlive: true });
  const counts = new Map(targets.map((target) => [target, 0]));
  let turn = 0;

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse) {
    // Kept whole, so that it can be offered to another server.
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const first = turn++;
    for (const step of targets.keys()) {
      const target = targets[(first + step) % targets.length] ?? 0;
      try {
        await forward(target, incoming, body, outgoing);
        counts.set(target, (counts.get(target) ?? 0) + 1);
        return;
      } catch (error) {
        if (!(error instanceof NotTaken) || outgoing.headersSent) break;
      }
    }
    if (outgoing.headersSent) outgoing.destroy();
    else outgoing.writeHead(502).end();
  }

  function forward(target: number, from: IncomingMessage, body: Buffer, to: ServerResponse) {
    return new Promise<void>((resolve, reject) => {
      const { method, url, headers } = from;
      const options = { host: "127.0.0.1", port: target, method, path: url, headers, agent };
      const call = request(options, (answer) => {
        to.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(to);
        answer.once("error", reject);
        to.once("close", resolve);
      });
      call.once("error", (cause: NodeJS.ErrnoException) => {
        // Nobody listens, or a kept connection was closed at that moment: nothing was begun.
        const isNew = cause.code === "ECONNREFUSED";
        const isStale = cause.code === "ECONNRESET" && call.reusedSocket;
        reject(isNew || isStale ? new NotTaken("not taken", { cause }) : cause);
      });
      to.once("close", () => call.destroy());
      call.end(body);
    });
  }

  const server = createServer((incoming, outgoing) => {
    serve(incoming, outgoing).catch(() => outgoing.destroy());
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    /** Requests answered so far by each server, in the order given. */
    counts: () => targets.map((target) => counts.get(target) ?? 0),
    async stop() {
      agent.destroy();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

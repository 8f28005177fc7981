import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * A proxy before a web server that shares a few kept connections among everybody, as nginx and Caddy
 * do: it passes bodies on as they come and takes a connection back once its answer was read.
 */
export async function startPoolingProxy(target: number, maxSockets = 4) {
  const agent = new Agent({ keepAlive: true, maxSockets, scheduling: "fifo" });

  function pass(from: IncomingMessage, to: ServerResponse) {
    const { method, url, headers } = from;
    const options = { host: "127.0.0.1", port: target, method, path: url, headers, agent };
    const call = request(options, (answer) => {
      // What the rest of the body comes to is nothing to an answer that is there.
      call.removeAllListeners("error").on("error", () => undefined);
      answer.once("error", () => to.destroy());
      // The connection's own header is each side's business.
      const { connection: _, ...rest } = answer.headers;
      to.writeHead(answer.statusCode ?? 502, rest);
      answer.pipe(to);
    });
    call.on("error", () => to.writeHead(502).end());
    to.once("close", () => {
      if (!to.writableFinished) call.destroy();
      // What the sender still sends is read to its end: the proxy's own connections stay clean.
      from.unpipe(call).resume();
    });
    from.pipe(call);
  }

  const server = createServer(pass);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      agent.destroy();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

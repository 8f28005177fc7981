import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** Milliseconds in which a sender may finish a body that nobody reads any more. */
const patience = 1000;
const closing = new WeakSet<Socket>();

/**
 * Ends the connection of a request that was answered before its body was read whole. Next drops such
 * a request but keeps its connection: a proxy that pools connections would hand it to the next
 * person, whose request waits behind the rest of the body. Call it when the request starts: the
 * socket is not to be had from a request that was destroyed.
 */
export function endHalfRead(request: IncomingMessage, response: ServerResponse): void {
  if (!announcesBody(request)) return;
  const { socket } = request;
  const writeHead = response.writeHead.bind(response) as (...args: unknown[]) => ServerResponse;
  const newWriteHead = (...args: unknown[]): ServerResponse => {
    // Said in the response, so that no pool takes the connection back for the moment it still has.
    if (!request.complete && !response.headersSent) {
      response.setHeader("connection", "close");
      socket.destroySoon = () => closeGently(socket);
    }
    return writeHead(...args);
  };
  response.writeHead = newWriteHead as typeof response.writeHead;
  response.once("close", () => {
    if (!request.complete && !socket.destroyed) closeGently(socket);
  });
}

function announcesBody({ headers }: IncomingMessage): boolean {
  return "transfer-encoding" in headers || Number(headers["content-length"] ?? 0) > 0;
}

/**
 * Closing with unread bytes would reset the connection, and the response (a 413) could be lost on the
 * way: what still comes is thrown away for a moment (RFC 9112, 9.6).
 */
function closeGently(socket: Socket): void {
  if (closing.has(socket)) return;
  closing.add(socket);
  socket.once("finish", () => setTimeout(() => socket.destroy(), patience).unref());
  socket.end();
  // Node's server starts to read again when the socket resumes; only then the HTTP parser, which
  // would stop at once for a request that takes no more, is put aside.
  socket.once("resume", () => {
    socket.removeAllListeners("data");
    socket.on("data", () => undefined);
    socket.once("end", () => socket.destroy());
  });
  socket.pause();
  socket.resume();
}

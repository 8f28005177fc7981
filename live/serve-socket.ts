import type { WebSocket } from "ws";
import { secretsEqual } from "@/lib/core/ids";
import { isChannelName, isPresence, isPrivate } from "./channel-name";
import { type Frame, parseObject, readFrame } from "./frame";
import type { Hub } from "./hub";
import type { Limits } from "./limits";
import type { LiveSocket } from "./live-socket";
import { sign } from "./signature";

export type App = { id: string; key: string; secret: string };

/** Counts a refusal by its reason. */
export type Refused = (
  reason: "flood" | "frame" | "signature" | "unauthenticated" | "limit",
) => void;

type Server = { hub: Hub; app: App; limits: Limits; refused: Refused };

/** Serves one WebSocket of protocol 7 until it closes. */
export function serveSocket(server: Server, ws: WebSocket, socket: LiveSocket) {
  const { hub } = server;
  hub.add(socket);
  ws.on("close", () => hub.remove(socket));
  ws.on("message", (raw, isBinary) => {
    if (isAllowed(server, ws, socket)) {
      receive(server, socket, isBinary ? null : readFrame(String(raw)));
    }
  });
  ws.on("ping", (data) => {
    if (isAllowed(server, ws, socket)) socket.pong(data);
  });
  ws.on("pong", () => isAllowed(server, ws, socket));
  hub.send(socket, "pusher:connection_established", {
    socket_id: socket.id,
    activity_timeout: 120,
  });
}

/** Counts a frame against the socket's rate limit; over it the socket is closed and no longer read. */
function isAllowed({ refused }: Server, ws: WebSocket, socket: LiveSocket): boolean {
  if (!socket.isOpen) return false;
  socket.lastHeardAt = performance.now();
  if (socket.frames.take(socket.lastHeardAt)) return true;
  refused("flood");
  socket.close(4100, "Too many messages: reconnect later");
  ws.pause();
  setTimeout(() => socket.terminate(), 100).unref();
  return false;
}

function receive(server: Server, socket: LiveSocket, frame: Frame | null) {
  if (!frame) return complain(server, socket, "Invalid frame");
  const { hub } = server;
  switch (frame.event) {
    case "pusher:ping":
      return hub.send(socket, "pusher:pong", {});
    case "pusher:pong":
      return;
    case "pusher:subscribe":
      return subscribe(server, socket, frame.data);
    case "pusher:unsubscribe":
      return unsubscribe(server, socket, frame.data);
    case "pusher:signin":
      return signIn(server, socket, frame.data);
    default:
      if (frame.event.startsWith("client-")) relay(server, socket, frame);
  }
}

function subscribe(server: Server, socket: LiveSocket, data: Record<string, unknown>) {
  const { hub, app, limits } = server;
  const { channel, auth, channel_data } = data;
  if (!isChannelName(channel)) return complain(server, socket, "Invalid channel name");
  const isFull = isPrivate(channel)
    ? socket.channels.size >= limits.channels
    : socket.publicChannels >= limits.publicChannels;
  if (isFull && !socket.channels.has(channel)) {
    server.refused("limit");
    return refuseChannel(server, socket, channel, {
      type: "LimitReached",
      error: "Too many channels",
    });
  }
  if (!isPrivate(channel)) return hub.subscribe(socket, channel, null);
  const facts = isPresence(channel) ? `:${text(channel_data)}` : "";
  const expected = `${app.key}:${sign(app.secret, `${socket.id}:${channel}${facts}`)}`;
  const member = isPresence(channel) ? memberOf(channel_data) : null;
  if (!secretsEqual(expected, text(auth)) || (isPresence(channel) && !member)) {
    server.refused("signature");
    const reason = { type: "AuthError", error: "Invalid signature", status: 401 };
    return refuseChannel(server, socket, channel, reason);
  }
  hub.subscribe(socket, channel, member);
}

function memberOf(channelData: unknown) {
  const { user_id, user_info } = parseObject(channelData) ?? {};
  if (typeof user_id !== "string" && typeof user_id !== "number") return null;
  return { user_id: String(user_id), ...(user_info === undefined ? {} : { user_info }) };
}

function refuseChannel({ hub }: Server, socket: LiveSocket, channel: string, reason: object) {
  hub.send(socket, "pusher:subscription_error", reason, channel);
}

function unsubscribe({ hub }: Server, socket: LiveSocket, { channel }: Record<string, unknown>) {
  if (isChannelName(channel)) hub.unsubscribe(socket, channel);
}

function signIn({ hub, app, refused }: Server, socket: LiveSocket, data: Record<string, unknown>) {
  const { auth, user_data } = data;
  const expected = `${app.key}:${sign(app.secret, `${socket.id}::user::${text(user_data)}`)}`;
  const user = parseObject(user_data);
  if (!secretsEqual(expected, text(auth)) || typeof user?.id !== "string" || user.id === "") {
    refused("signature");
    return socket.close(4009, "Connection not authorized");
  }
  hub.signIn(socket, user.id);
  hub.send(socket, "pusher:signin_success", { user_data });
}

function relay(server: Server, socket: LiveSocket, frame: Frame) {
  const { hub, limits, refused } = server;
  const { channel, event } = frame;
  if (!channel || !isPrivate(channel) || !socket.channels.has(channel)) {
    return complain(
      server,
      socket,
      "Client events need a private channel that you have joined",
      4301,
    );
  }
  if (!socket.clientEvents.take()) {
    refused("limit");
    return complain(server, socket, "Too many client events: at most 10 a second", 4301);
  }
  if (hub.countsOf(channel).sockets > limits.clientEventRecipients) {
    refused("limit");
    return complain(server, socket, "The channel has too many subscribers for client events", 4301);
  }
  const data = payloadOf(frame);
  if (data === null) return complain(server, socket, "A client event holds at most 10 kB", 4301);
  hub.relay(socket, channel, event, data);
}

/** The event's data as text, or null when it is too large or nested too deeply to serialize. */
function payloadOf(frame: Frame): string | null {
  try {
    const data = frame.payload();
    return Buffer.byteLength(data) <= largestData ? data : null;
  } catch {
    return null;
  }
}

/** Bytes of an event's data (Pusher Channels). */
export const largestData = 10 * 1024;

function complain(
  { hub, refused }: Server,
  socket: LiveSocket,
  message: string,
  code: number | null = null,
) {
  refused("frame");
  hub.send(socket, "pusher:error", { code, message });
}

const text = (value: unknown) => (typeof value === "string" ? value : "");

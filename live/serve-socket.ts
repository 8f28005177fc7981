import type { WebSocket } from "ws";
import { secretsEqual } from "@/lib/core/ids";
import { isChannelName, isPresence, isPrivate } from "./channel-name";
import { type Frame, parseObject, readFrame } from "./frame";
import type { Hub } from "./hub";
import type { Limits } from "./limits";
import type { LiveSocket } from "./live-socket";
import { sign } from "./signature";

export type App = { id: string; key: string; secret: string };

/** What was refused, by its reason; bounded names. */
export type Refused = (reason: "flood" | "frame" | "signature" | "stranger" | "limit") => void;

type Room = { hub: Hub; app: App; limits: Limits; refused: Refused };

/** Serves one WebSocket of protocol 7 until it closes. */
export function serveSocket(room: Room, ws: WebSocket, socket: LiveSocket) {
  const { hub } = room;
  hub.enter(socket);
  ws.on("close", () => hub.leave(socket));
  ws.on("message", (raw, isBinary) => {
    if (isHeard(room, ws, socket)) receive(room, socket, isBinary ? null : readFrame(String(raw)));
  });
  ws.on("ping", (data) => {
    if (isHeard(room, ws, socket)) socket.answer(data);
  });
  ws.on("pong", () => isHeard(room, ws, socket));
  hub.send(socket, "pusher:connection_established", {
    socket_id: socket.id,
    activity_timeout: 120,
  });
}

/** Counts a frame; whoever sends more than allowed is closed and not read any further. */
function isHeard({ refused }: Room, ws: WebSocket, socket: LiveSocket): boolean {
  if (!socket.isOpen) return false;
  socket.lastHeardAt = performance.now();
  if (socket.frames.take(socket.lastHeardAt)) return true;
  refused("flood");
  socket.refuse(4100, "Too many messages: come back later");
  ws.pause();
  setTimeout(() => socket.drop(), 100).unref();
  return false;
}

function receive(room: Room, socket: LiveSocket, frame: Frame | null) {
  if (!frame) return complain(room, socket, "Invalid frame");
  const { hub } = room;
  switch (frame.event) {
    case "pusher:ping":
      return hub.send(socket, "pusher:pong", {});
    case "pusher:pong":
      return;
    case "pusher:subscribe":
      return subscribe(room, socket, frame.data);
    case "pusher:unsubscribe":
      return unsubscribe(room, socket, frame.data);
    case "pusher:signin":
      return signIn(room, socket, frame.data);
    default:
      if (frame.event.startsWith("client-")) relay(room, socket, frame);
  }
}

function subscribe(room: Room, socket: LiveSocket, data: Record<string, unknown>) {
  const { hub, app, limits } = room;
  const { channel, auth, channel_data } = data;
  if (!isChannelName(channel)) return complain(room, socket, "Invalid channel name");
  const isFull = isPrivate(channel)
    ? socket.channels.size >= limits.channels
    : socket.publicChannels >= limits.publicChannels;
  if (isFull && !socket.channels.has(channel)) {
    room.refused("limit");
    return refuseChannel(room, socket, channel, {
      type: "LimitReached",
      error: "Too many channels",
    });
  }
  if (!isPrivate(channel)) return hub.subscribe(socket, channel, null);
  const facts = isPresence(channel) ? `:${text(channel_data)}` : "";
  const expected = `${app.key}:${sign(app.secret, `${socket.id}:${channel}${facts}`)}`;
  const member = isPresence(channel) ? memberOf(channel_data) : null;
  if (!secretsEqual(expected, text(auth)) || (isPresence(channel) && !member)) {
    room.refused("signature");
    const reason = { type: "AuthError", error: "Invalid signature", status: 401 };
    return refuseChannel(room, socket, channel, reason);
  }
  hub.subscribe(socket, channel, member);
}

function memberOf(channelData: unknown) {
  const { user_id, user_info } = parseObject(channelData) ?? {};
  if (typeof user_id !== "string" && typeof user_id !== "number") return null;
  return { user_id: String(user_id), ...(user_info === undefined ? {} : { user_info }) };
}

function refuseChannel({ hub }: Room, socket: LiveSocket, channel: string, reason: object) {
  hub.send(socket, "pusher:subscription_error", reason, channel);
}

function unsubscribe({ hub }: Room, socket: LiveSocket, { channel }: Record<string, unknown>) {
  if (isChannelName(channel)) hub.unsubscribe(socket, channel);
}

function signIn({ hub, app, refused }: Room, socket: LiveSocket, data: Record<string, unknown>) {
  const { auth, user_data } = data;
  const expected = `${app.key}:${sign(app.secret, `${socket.id}::user::${text(user_data)}`)}`;
  const user = parseObject(user_data);
  if (!secretsEqual(expected, text(auth)) || typeof user?.id !== "string" || user.id === "") {
    refused("signature");
    return socket.refuse(4009, "Connection not authorized");
  }
  hub.identify(socket, user.id);
  hub.send(socket, "pusher:signin_success", { user_data });
}

function relay(room: Room, socket: LiveSocket, frame: Frame) {
  const { hub, limits, refused } = room;
  const { channel, event } = frame;
  if (!channel || !isPrivate(channel) || !socket.channels.has(channel)) {
    return complain(room, socket, "Client events need a private channel that you are in", 4301);
  }
  if (!socket.clientEvents.take()) {
    refused("limit");
    return complain(room, socket, "Too many client events: at most 10 a second", 4301);
  }
  if (hub.countIn(channel).sockets > limits.clientEventReach) {
    refused("limit");
    return complain(room, socket, "Too many listeners for a client event", 4301);
  }
  const data = payloadOf(frame);
  if (data === null) return complain(room, socket, "A client event holds at most 10 kB", 4301);
  hub.relay(socket, channel, event, data);
}

/** The event's data, or null when it is too large or nested too deep to be written. */
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
  { hub, refused }: Room,
  socket: LiveSocket,
  message: string,
  code: number | null = null,
) {
  refused("frame");
  hub.send(socket, "pusher:error", { code, message });
}

const text = (value: unknown) => (typeof value === "string" ? value : "");

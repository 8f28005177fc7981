import { randomInt } from "node:crypto";
import type { WebSocket } from "ws";
import {
  type Hub,
  isChannelName,
  isPresence,
  isPrivate,
  type Member,
  refuse,
  type Socket,
} from "./hub";
import { isSame, sign } from "./signature";
import type { Webhooks } from "./webhooks";

type App = { key: string; secret: string };
type Frame = { event?: unknown; channel?: unknown; data?: unknown };

/** Serves one WebSocket of protocol 7 until it closes. */
export function serveSocket(hub: Hub, app: App, webhooks: Webhooks, ws: WebSocket) {
  const id = `${randomInt(1, 2 ** 31)}.${randomInt(1, 2 ** 31)}`;
  const socket: Socket = { id, ws, channels: new Map(), userId: null };
  hub.sockets.set(id, socket);
  hub.send(socket, "pusher:connection_established", { socket_id: id, activity_timeout: 120 });
  ws.on("close", () => hub.leave(socket));
  ws.on("error", () => ws.terminate());
  ws.on("message", (raw) => {
    const frame = parse(String(raw));
    if (!frame || typeof frame.event !== "string") return complain(hub, socket, "Invalid frame");
    receive(hub, app, webhooks, socket, frame.event, frame);
  });
}

function receive(
  hub: Hub,
  app: App,
  webhooks: Webhooks,
  socket: Socket,
  event: string,
  frame: Frame,
) {
  const data = typeof frame.data === "string" ? parse(frame.data) : asObject(frame.data);
  if (event === "pusher:ping") return hub.send(socket, "pusher:pong", {});
  if (event === "pusher:subscribe") return subscribe(hub, app, socket, data ?? {});
  if (event === "pusher:unsubscribe") return hub.unsubscribe(socket, String(data?.channel));
  if (event === "pusher:signin") return signIn(hub, app, socket, data ?? {});
  if (event.startsWith("client-")) return clientEvent(hub, webhooks, socket, event, frame);
}

function subscribe(hub: Hub, app: App, socket: Socket, data: Record<string, unknown>) {
  const { channel, auth, channel_data } = data;
  if (!isChannelName(channel)) return complain(hub, socket, "Invalid channel name");
  if (!isPrivate(channel)) return hub.subscribe(socket, channel, null);
  const facts = isPresence(channel) ? `:${String(channel_data)}` : "";
  const expected = `${app.key}:${sign(app.secret, `${socket.id}:${channel}${facts}`)}`;
  if (typeof auth !== "string" || !isSame(expected, auth))
    return refuseChannel(hub, socket, channel);
  if (!isPresence(channel)) return hub.subscribe(socket, channel, null);
  const member = parse(String(channel_data));
  if (!member || !["string", "number"].includes(typeof member.user_id)) {
    return refuseChannel(hub, socket, channel);
  }
  hub.subscribe(socket, channel, { ...member, user_id: String(member.user_id) } as Member);
}

function refuseChannel(hub: Hub, socket: Socket, channel: string) {
  const reason = { type: "AuthError", error: "Invalid signature", status: 401 };
  hub.send(socket, "pusher:subscription_error", reason, channel);
}

function signIn(hub: Hub, app: App, socket: Socket, data: Record<string, unknown>) {
  const { auth, user_data } = data;
  const expected = `${app.key}:${sign(app.secret, `${socket.id}::user::${String(user_data)}`)}`;
  const user = parse(String(user_data));
  if (typeof auth !== "string" || !isSame(expected, auth) || typeof user?.id !== "string") {
    return refuse(socket.ws, 4009, "Connection not authorized");
  }
  socket.userId = user.id;
  hub.send(socket, "pusher:signin_success", { user_data });
}

function clientEvent(hub: Hub, webhooks: Webhooks, socket: Socket, event: string, frame: Frame) {
  const { channel } = frame;
  if (!isChannelName(channel) || !isPrivate(channel) || !socket.channels.has(channel)) {
    return complain(hub, socket, "Client events need a private channel that you are in", 4301);
  }
  const data = typeof frame.data === "string" ? frame.data : JSON.stringify(frame.data ?? {});
  const userId = socket.channels.get(channel)?.user_id;
  hub.broadcast(channel, event, data, socket.id, userId);
  const member = userId ? { user_id: userId } : {};
  webhooks.push({ name: "client_event", channel, event, data, socket_id: socket.id, ...member });
}

function complain(hub: Hub, socket: Socket, message: string, code: number | null = null) {
  hub.send(socket, "pusher:error", { code, message });
}

function parse(text: string): Record<string, unknown> | null {
  try {
    return asObject(JSON.parse(text));
  } catch {
    return null;
  }
}

function asObject(value: unknown): Record<string, unknown> | null {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}

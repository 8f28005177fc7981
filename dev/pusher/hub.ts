import type { WebSocket } from "ws";
import type { Webhooks } from "./webhooks";

export type Member = { user_id: string; user_info?: unknown };
export type Socket = {
  id: string;
  ws: WebSocket;
  channels: Map<string, Member | null>;
  userId: string | null;
};

/** A channel name as the Pusher protocol allows it. */
export function isChannelName(name: unknown): name is string {
  return typeof name === "string" && /^#?[A-Za-z0-9_\-=@,.;]{1,200}$/.test(name);
}

export const isPresence = (channel: string) => channel.startsWith("presence-");
export const isPrivate = (channel: string) => channel.startsWith("private-") || isPresence(channel);
const isCache = (channel: string) =>
  /^(private-|presence-|private-encrypted-)?cache-/.test(channel);

/** Who is connected and in which channels; one for each server. */
export class Hub {
  readonly sockets = new Map<string, Socket>();
  readonly channels = new Map<string, Set<Socket>>();
  private readonly lastEvents = new Map<string, { event: string; data: string }>();

  constructor(
    private readonly webhooks: Webhooks,
    private readonly shouldDrop: () => boolean,
  ) {}

  /** Sends one frame; `data` that is an object travels as a JSON string, as the protocol wants. */
  send(socket: Socket, event: string, data: unknown, channel?: string, userId?: string) {
    const text = typeof data === "string" ? data : JSON.stringify(data);
    const frame = {
      event,
      data: text,
      ...(channel ? { channel } : {}),
      ...(userId ? { user_id: userId } : {}),
    };
    if (socket.ws.readyState === socket.ws.OPEN) socket.ws.send(JSON.stringify(frame));
  }

  subscribe(socket: Socket, channel: string, member: Member | null) {
    if (socket.channels.has(channel)) return;
    const isNewMember = member !== null && !this.members(channel).has(member.user_id);
    const others = this.channels.get(channel) ?? new Set<Socket>();
    if (others.size === 0) this.webhooks.push({ name: "channel_occupied", channel });
    if (member && isNewMember) {
      this.webhooks.push({ name: "member_added", channel, user_id: member.user_id });
      for (const other of others) this.send(other, "pusher_internal:member_added", member, channel);
    }
    others.add(socket);
    this.channels.set(channel, others);
    socket.channels.set(channel, member);
    this.send(socket, "pusher_internal:subscription_succeeded", this.greeting(channel), channel);
    if (!isCache(channel)) return;
    const last = this.lastEvents.get(channel);
    if (last) this.send(socket, last.event, last.data, channel);
    else this.send(socket, "pusher:cache_miss", "", channel);
  }

  private greeting(channel: string) {
    if (!isPresence(channel)) return {};
    const members = this.members(channel);
    const hash = Object.fromEntries(
      [...members].map(([id, member]) => [id, member.user_info ?? {}]),
    );
    return { presence: { count: members.size, ids: [...members.keys()], hash } };
  }

  unsubscribe(socket: Socket, channel: string) {
    const member = socket.channels.get(channel);
    if (member === undefined) return;
    socket.channels.delete(channel);
    const others = this.channels.get(channel);
    others?.delete(socket);
    if (member && !this.members(channel).has(member.user_id)) {
      this.webhooks.push({ name: "member_removed", channel, user_id: member.user_id });
      const gone = { user_id: member.user_id };
      for (const other of others ?? [])
        this.send(other, "pusher_internal:member_removed", gone, channel);
    }
    if (others?.size === 0) {
      this.channels.delete(channel);
      this.webhooks.push({ name: "channel_vacated", channel });
    }
  }

  leave(socket: Socket) {
    for (const channel of [...socket.channels.keys()]) this.unsubscribe(socket, channel);
    this.sockets.delete(socket.id);
  }

  /** Distinct people in a presence channel: two tabs of one person are one member. */
  members(channel: string): Map<string, Member> {
    const found = new Map<string, Member>();
    for (const socket of this.channels.get(channel) ?? []) {
      const member = socket.channels.get(channel);
      if (member && !found.has(member.user_id)) found.set(member.user_id, member);
    }
    return found;
  }

  /** Delivers to a channel's sockets except one, or to a signed-in user's (`#server-to-user-…`). */
  broadcast(channel: string, event: string, data: string, exceptId?: string, userId?: string) {
    const direct = /^#server-to-user-(.+)$/.exec(channel)?.[1];
    if (direct !== undefined) {
      for (const socket of this.sockets.values()) {
        if (socket.userId === direct) this.send(socket, event, data, channel);
      }
      return;
    }
    if (isCache(channel)) this.lastEvents.set(channel, { event, data });
    for (const socket of this.channels.get(channel) ?? []) {
      if (socket.id !== exceptId && !this.shouldDrop())
        this.send(socket, event, data, channel, userId);
    }
  }

  /** Cuts every connection of a signed-in user, for good (4009). */
  terminate(userId: string) {
    for (const socket of this.sockets.values()) {
      if (socket.userId === userId) refuse(socket.ws, 4009, "Connection not authorized");
    }
  }
}

/** Tells the error and closes; codes 4000–4099: do not come back, 4200–4299: come back at once. */
export function refuse(ws: WebSocket, code: number, message: string) {
  if (ws.readyState !== ws.OPEN) return;
  ws.send(JSON.stringify({ event: "pusher:error", data: JSON.stringify({ code, message }) }));
  ws.close(code, message);
}

import { isCache, isPresence, isPrivate, userOf } from "./channel-name";
import type { Limits } from "./limits";
import type { LiveSocket, Member } from "./live-socket";

/** An event of a channel, named as in Pusher's webhooks. */
export type ChannelEvent = { name: string; channel: string; [more: string]: unknown };

type Channel = {
  sockets: Set<LiveSocket>;
  /** Distinct users of a presence channel, with the number of sockets each has in it. */
  members: Map<string, { member: Member; sockets: number }>;
};

export type HubOptions = {
  limits: Limits;
  /** Called for joining, leaving and client events (webhooks). */
  onEvent?: ((event: ChannelEvent) => void) | undefined;
  /** Returns true to drop the next event for a socket (tests of lost hints). */
  shouldDropEvent?: (() => boolean) | undefined;
};

/** All sockets of a server and their channels. */
export class Hub {
  readonly sockets = new Set<LiveSocket>();
  /** Sockets without a signed subscription or a sign-in, in the order of opening. */
  readonly unauthenticated = new Set<LiveSocket>();
  /** Delivered frames, and sockets terminated because their reader was too slow. */
  readonly counts = { deliveries: 0, slow: 0 };
  private readonly channels = new Map<string, Channel>();
  private readonly users = new Map<string, Set<LiveSocket>>();
  private readonly lastEvents = new Map<string, { frame: string; at: number }>();

  constructor(private readonly options: HubOptions) {}

  add(socket: LiveSocket) {
    this.sockets.add(socket);
    this.unauthenticated.add(socket);
  }

  remove(socket: LiveSocket) {
    for (const channel of [...socket.channels.keys()]) this.unsubscribe(socket, channel);
    this.removeUser(socket);
    this.unauthenticated.delete(socket);
    this.sockets.delete(socket);
  }

  /** Sends one frame; an object in `data` is sent as a JSON string, as the protocol requires. */
  send(socket: LiveSocket, event: string, data: unknown, channel?: string) {
    this.deliver(socket, serialize(event, data, channel));
  }

  subscribe(socket: LiveSocket, name: string, member: Member | null) {
    if (socket.channels.has(name)) return;
    const channel = this.channels.get(name) ?? { sockets: new Set(), members: new Map() };
    if (channel.sockets.size === 0) this.emit({ name: "channel_occupied", channel: name });
    if (member) this.addMember(channel, name, member);
    channel.sockets.add(socket);
    this.channels.set(name, channel);
    socket.channels.set(name, member);
    if (isPrivate(name)) this.markAuthenticated(socket);
    else socket.publicChannels += 1;
    const data = isPresence(name) ? { presence: presenceOf(channel) } : {};
    this.send(socket, "pusher_internal:subscription_succeeded", data, name);
    if (!isCache(name)) return;
    const last = this.lastEvents.get(name);
    if (last) this.deliver(socket, last.frame);
    else this.send(socket, "pusher:cache_miss", "", name);
  }

  private addMember(channel: Channel, name: string, member: Member) {
    const known = channel.members.get(member.user_id);
    if (known) {
      known.sockets += 1;
      return;
    }
    channel.members.set(member.user_id, { member, sockets: 1 });
    this.emit({ name: "member_added", channel: name, user_id: member.user_id });
    this.deliverToAll(channel, serialize("pusher_internal:member_added", member, name));
  }

  unsubscribe(socket: LiveSocket, name: string) {
    const member = socket.channels.get(name);
    const channel = this.channels.get(name);
    if (member === undefined || !channel) return;
    socket.channels.delete(name);
    if (!isPrivate(name)) socket.publicChannels -= 1;
    channel.sockets.delete(socket);
    if (member) this.removeMember(channel, name, member);
    if (channel.sockets.size > 0) return;
    this.channels.delete(name);
    this.emit({ name: "channel_vacated", channel: name });
  }

  private removeMember(channel: Channel, name: string, { user_id }: Member) {
    const known = channel.members.get(user_id);
    if (!known) return;
    known.sockets -= 1;
    if (known.sockets > 0) return;
    channel.members.delete(user_id);
    this.emit({ name: "member_removed", channel: name, user_id });
    this.deliverToAll(channel, serialize("pusher_internal:member_removed", { user_id }, name));
  }

  /** Assigns the socket to a signed-in user. */
  signIn(socket: LiveSocket, userId: string) {
    this.removeUser(socket);
    socket.userId = userId;
    const sockets = this.users.get(userId) ?? new Set();
    this.users.set(userId, sockets.add(socket));
    this.markAuthenticated(socket);
  }

  private markAuthenticated(socket: LiveSocket) {
    if (this.unauthenticated.delete(socket)) socket.authenticate();
  }

  private removeUser(socket: LiveSocket) {
    if (socket.userId === null) return;
    const sockets = this.users.get(socket.userId);
    sockets?.delete(socket);
    if (sockets?.size === 0) this.users.delete(socket.userId);
    socket.userId = null;
  }

  /** Sends to a channel's sockets except one, or to a user's sockets (`#server-to-user-…`). */
  broadcast(name: string, event: string, data: string, exceptId?: string, userId?: string) {
    const frame = serialize(event, data, name, userId);
    const user = userOf(name);
    if (user !== null) {
      for (const socket of [...(this.users.get(user) ?? [])]) this.deliver(socket, frame);
      return;
    }
    if (isCache(name)) this.cacheEvent(name, frame);
    const channel = this.channels.get(name);
    if (channel) this.deliverToAll(channel, frame, exceptId);
  }

  /** Relays a client event to the channel's other sockets. */
  relay(socket: LiveSocket, channel: string, event: string, data: string) {
    const userId = socket.channels.get(channel)?.user_id;
    this.broadcast(channel, event, data, socket.id, userId);
    const sender = { socket_id: socket.id, ...(userId ? { user_id: userId } : {}) };
    this.emit({ name: "client_event", channel, event, data, ...sender });
  }

  private deliverToAll(channel: Channel, frame: string, exceptId?: string) {
    // A copy: terminating a slow reader changes the set.
    for (const socket of [...channel.sockets]) {
      if (socket.id !== exceptId && !this.options.shouldDropEvent?.()) this.deliver(socket, frame);
    }
  }

  private deliver(socket: LiveSocket, frame: string) {
    this.counts.deliveries += 1;
    if (!socket.send(frame)) this.counts.slow += 1;
  }

  /** Closes every connection of a signed-in user; they must not reconnect. */
  terminateUser(userId: string) {
    for (const socket of [...(this.users.get(userId) ?? [])]) {
      socket.close(4009, "Connection not authorized");
      // At once: the closing handshake may take seconds.
      this.remove(socket);
    }
  }

  get channelNames(): string[] {
    return [...this.channels.keys()];
  }

  /** Number of sockets and of distinct users in a channel. */
  countsOf(name: string): { sockets: number; members: number } {
    const channel = this.channels.get(name);
    return { sockets: channel?.sockets.size ?? 0, members: channel?.members.size ?? 0 };
  }

  memberIds(name: string): string[] {
    return [...(this.channels.get(name)?.members.keys() ?? [])];
  }

  private cacheEvent(name: string, frame: string) {
    // Deleted first: a map keeps the order of insertion, and the oldest entries are removed.
    this.lastEvents.delete(name);
    this.lastEvents.set(name, { frame, at: performance.now() });
    this.removeOldEvents(performance.now());
  }

  /** Removes cached events that are too old or too many. */
  removeOldEvents(now: number) {
    const { cachedEvents, cacheLifetime } = this.options.limits;
    for (const [name, { at }] of this.lastEvents) {
      if (this.lastEvents.size <= cachedEvents && now - at < cacheLifetime) return;
      this.lastEvents.delete(name);
    }
  }

  private emit(event: ChannelEvent) {
    this.options.onEvent?.(event);
  }
}

function presenceOf({ members }: Channel) {
  const all = [...members].map(([id, { member }]) => [id, member.user_info ?? {}] as const);
  return { count: members.size, ids: [...members.keys()], hash: Object.fromEntries(all) };
}

function serialize(event: string, data: unknown, channel?: string, userId?: string): string {
  return JSON.stringify({
    event,
    data: typeof data === "string" ? data : JSON.stringify(data),
    ...(channel ? { channel } : {}),
    ...(userId ? { user_id: userId } : {}),
  });
}

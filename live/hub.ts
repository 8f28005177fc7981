import { isCache, isPresence, isPrivate, userOf } from "./channel-name";
import type { Limits } from "./limits";
import type { LiveSocket, Member } from "./live-socket";

/** What happens in channels, as Pusher's webhooks call it. */
export type ChannelEvent = { name: string; channel: string; [more: string]: unknown };

type Channel = {
  sockets: Set<LiveSocket>;
  /** Distinct people of a presence channel, and how many windows each has in it. */
  members: Map<string, { member: Member; windows: number }>;
};

export type HubOptions = {
  limits: Limits;
  /** Hears of joining and leaving; for webhooks. */
  onEvent?: ((event: ChannelEvent) => void) | undefined;
  /** Whether the next event to a channel's socket gets lost (tests of lost hints). */
  isLost?: (() => boolean) | undefined;
};

/** Who is connected and in which channels; one for each server. */
export class Hub {
  readonly sockets = new Set<LiveSocket>();
  /** Those that proved nothing yet, oldest first. */
  readonly strangers = new Set<LiveSocket>();
  /** Deliveries, and readers let go because they did not read. */
  readonly counts = { deliveries: 0, slow: 0 };
  private readonly channels = new Map<string, Channel>();
  private readonly people = new Map<string, Set<LiveSocket>>();
  private readonly lastEvents = new Map<string, { frame: string; at: number }>();

  constructor(private readonly options: HubOptions) {}

  enter(socket: LiveSocket) {
    this.sockets.add(socket);
    this.strangers.add(socket);
  }

  leave(socket: LiveSocket) {
    for (const channel of [...socket.channels.keys()]) this.unsubscribe(socket, channel);
    this.forgetUser(socket);
    this.strangers.delete(socket);
    this.sockets.delete(socket);
  }

  /** Sends one frame; `data` that is an object travels as a JSON string, as the protocol wants. */
  send(socket: LiveSocket, event: string, data: unknown, channel?: string) {
    this.deliver(socket, frameOf(event, data, channel));
  }

  subscribe(socket: LiveSocket, name: string, member: Member | null) {
    if (socket.channels.has(name)) return;
    const channel = this.channels.get(name) ?? { sockets: new Set(), members: new Map() };
    if (channel.sockets.size === 0) this.tell({ name: "channel_occupied", channel: name });
    if (member) this.addMember(channel, name, member);
    channel.sockets.add(socket);
    this.channels.set(name, channel);
    socket.channels.set(name, member);
    if (isPrivate(name)) this.know(socket);
    else socket.publicChannels += 1;
    const greeting = isPresence(name) ? { presence: rollOf(channel) } : {};
    this.send(socket, "pusher_internal:subscription_succeeded", greeting, name);
    if (!isCache(name)) return;
    const last = this.lastEvents.get(name);
    if (last) this.deliver(socket, last.frame);
    else this.send(socket, "pusher:cache_miss", "", name);
  }

  private addMember(channel: Channel, name: string, member: Member) {
    const known = channel.members.get(member.user_id);
    if (known) {
      known.windows += 1;
      return;
    }
    channel.members.set(member.user_id, { member, windows: 1 });
    this.tell({ name: "member_added", channel: name, user_id: member.user_id });
    this.toAll(channel, frameOf("pusher_internal:member_added", member, name));
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
    this.tell({ name: "channel_vacated", channel: name });
  }

  private removeMember(channel: Channel, name: string, { user_id }: Member) {
    const known = channel.members.get(user_id);
    if (!known) return;
    known.windows -= 1;
    if (known.windows > 0) return;
    channel.members.delete(user_id);
    this.tell({ name: "member_removed", channel: name, user_id });
    this.toAll(channel, frameOf("pusher_internal:member_removed", { user_id }, name));
  }

  /** The socket belongs to this person from now on. */
  identify(socket: LiveSocket, userId: string) {
    this.forgetUser(socket);
    socket.userId = userId;
    const own = this.people.get(userId) ?? new Set();
    this.people.set(userId, own.add(socket));
    this.know(socket);
  }

  /** It proved something, for the first time or again. */
  private know(socket: LiveSocket) {
    if (this.strangers.delete(socket)) socket.prove();
  }

  private forgetUser(socket: LiveSocket) {
    if (socket.userId === null) return;
    const own = this.people.get(socket.userId);
    own?.delete(socket);
    if (own?.size === 0) this.people.delete(socket.userId);
    socket.userId = null;
  }

  /** Delivers to a channel's sockets except one, or to a signed-in person's (`#server-to-user-…`). */
  broadcast(name: string, event: string, data: string, exceptId?: string, userId?: string) {
    const frame = frameOf(event, data, name, userId);
    const person = userOf(name);
    if (person !== null) {
      for (const socket of [...(this.people.get(person) ?? [])]) this.deliver(socket, frame);
      return;
    }
    if (isCache(name)) this.remember(name, frame);
    const channel = this.channels.get(name);
    if (channel) this.toAll(channel, frame, exceptId);
  }

  /** Says to a channel what a socket in it said: to all others. */
  relay(socket: LiveSocket, channel: string, event: string, data: string) {
    const userId = socket.channels.get(channel)?.user_id;
    this.broadcast(channel, event, data, socket.id, userId);
    const sender = { socket_id: socket.id, ...(userId ? { user_id: userId } : {}) };
    this.tell({ name: "client_event", channel, event, data, ...sender });
  }

  private toAll(channel: Channel, frame: string, exceptId?: string) {
    // A copy: a reader who is let go leaves the channel meanwhile.
    for (const socket of [...channel.sockets]) {
      if (socket.id !== exceptId && !this.options.isLost?.()) this.deliver(socket, frame);
    }
  }

  private deliver(socket: LiveSocket, frame: string) {
    this.counts.deliveries += 1;
    if (!socket.write(frame)) this.counts.slow += 1;
  }

  /** Cuts every connection of a signed-in person, for good. */
  terminate(userId: string) {
    for (const socket of [...(this.people.get(userId) ?? [])]) {
      socket.refuse(4009, "Connection not authorized");
      // From this moment on: the good-bye itself may take a while.
      this.leave(socket);
    }
  }

  get channelNames(): string[] {
    return [...this.channels.keys()];
  }

  /** How many sockets and distinct people are in a channel. */
  countIn(name: string): { sockets: number; members: number } {
    const channel = this.channels.get(name);
    return { sockets: channel?.sockets.size ?? 0, members: channel?.members.size ?? 0 };
  }

  membersOf(name: string): string[] {
    return [...(this.channels.get(name)?.members.keys() ?? [])];
  }

  private remember(name: string, frame: string) {
    // Deleted first: a map keeps its order, and the oldest go.
    this.lastEvents.delete(name);
    this.lastEvents.set(name, { frame, at: performance.now() });
    this.forgetOldEvents(performance.now());
  }

  /** Forgets last events that are too old or too many. */
  forgetOldEvents(now: number) {
    const { cachedEvents, cachedFor } = this.options.limits;
    for (const [name, { at }] of this.lastEvents) {
      if (this.lastEvents.size <= cachedEvents && now - at < cachedFor) return;
      this.lastEvents.delete(name);
    }
  }

  private tell(event: ChannelEvent) {
    this.options.onEvent?.(event);
  }
}

function rollOf({ members }: Channel) {
  const all = [...members].map(([id, { member }]) => [id, member.user_info ?? {}] as const);
  return { count: members.size, ids: [...members.keys()], hash: Object.fromEntries(all) };
}

function frameOf(event: string, data: unknown, channel?: string, userId?: string): string {
  return JSON.stringify({
    event,
    data: typeof data === "string" ? data : JSON.stringify(data),
    ...(channel ? { channel } : {}),
    ...(userId ? { user_id: userId } : {}),
  });
}

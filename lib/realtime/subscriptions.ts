import type Pusher from "pusher-js";
import type { Channel, PresenceChannel } from "pusher-js";
import { channelName, channels, type RoomFacts, realtimeEvents } from "./events";
import type { HeardChannels } from "./schemas";

/** Who is in a conversation, and who types there. */
export type RoomHandlers = {
  onMembers(operatorIds: number[]): void;
  onTyping(operatorId: number): void;
};

export type Room = { tellTyping(): void; leave(): void };

type Options = {
  /** What one may listen to now, under the current names. */
  ask(): Promise<HeardChannels>;
  /** Binds the listeners of a channel. */
  bind(channel: Channel): void;
  /** The channels had other names for a moment: a hint may have been missed. */
  onRenamed(): void;
};

/** Milliseconds before a refused or failed subscription is tried again, growing from the first to the longest. */
const waits = { first: 300, longest: 15_000 };
/** Milliseconds between questions for the names, in case the event about new ones was lost. */
const askEvery = 30_000;
/** Milliseconds after which every publisher knows the new names. */
const settles = 1000;

/**
 * Keeps the channels that one may listen to, and the rooms one is in, subscribed: under new names when they
 * are renamed, and again, after growing waits, when a subscription fails.
 */
export function keepSubscribed(pusher: Pusher, first: HeardChannels, options: Options) {
  let heard: HeardChannels = { epoch: first.epoch, channels: [] };
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOver = false;
  const rooms = new Set<{ enter(): void; leave(): void }>();
  const regular = setInterval(() => askWithin(0), askEvery);

  function subscribe(name: string): Channel {
    const channel = pusher.subscribe(name);
    // A subscription that was given up while it was pending comes back with its old listeners.
    channel.unbind();
    channel.bind("pusher:subscription_error", () =>
      askWithin(Math.min(waits.first * 2 ** failures++, waits.longest)),
    );
    channel.bind("pusher:subscription_succeeded", () => {
      failures = 0;
    });
    return channel;
  }

  /** Asks for the names after about so many milliseconds; sooner when that was wanted before. */
  function askWithin(milliseconds: number) {
    if (isOver) return;
    timer ??= setTimeout(ask, milliseconds * (0.5 + Math.random() / 2));
  }

  async function ask() {
    const next = await options.ask().catch(() => null);
    timer = undefined;
    if (isOver) return;
    if (next) hear(next);
    else askWithin(Math.min(waits.first * 2 ** failures++, waits.longest));
  }

  function hear(next: HeardChannels) {
    const isRenamed = next.epoch !== heard.epoch;
    for (const name of heard.channels) {
      if (!next.channels.includes(name)) pusher.unsubscribe(name);
    }
    if (isRenamed) for (const room of rooms) room.leave();
    heard = next;
    for (const name of next.channels) {
      if (pusher.channel(name)?.subscribed) continue;
      const channel = subscribe(name);
      channel.bind(realtimeEvents.channelsRenamed, () => askWithin(settles / 2));
      options.bind(channel);
    }
    for (const room of rooms) room.enter();
    if (isRenamed) setTimeout(() => !isOver && options.onRenamed(), settles);
  }

  function join(facts: RoomFacts, handlers: RoomHandlers): Room {
    let name = "";
    const entry = {
      enter() {
        name = channelName(channels.conversation(facts), heard.epoch);
        if (pusher.channel(name)?.subscribed) return;
        bindRoom(subscribe(name) as PresenceChannel, handlers);
      },
      leave: () => pusher.unsubscribe(name),
    };
    rooms.add(entry);
    entry.enter();
    return {
      tellTyping() {
        const channel = pusher.channel(name);
        if (channel?.subscribed) channel.trigger("client-typing", {});
      },
      leave() {
        rooms.delete(entry);
        entry.leave();
      },
    };
  }

  hear(first);
  return {
    hear,
    join,
    end() {
      isOver = true;
      clearTimeout(timer);
      clearInterval(regular);
    },
  };
}

function bindRoom(channel: PresenceChannel, handlers: RoomHandlers) {
  const tellMembers = () => {
    const ids: number[] = [];
    channel.members.each(({ id }: { id: string }) => ids.push(Number(id)));
    handlers.onMembers(ids);
  };
  channel.bind("pusher:subscription_succeeded", tellMembers);
  channel.bind("pusher:member_added", tellMembers);
  channel.bind("pusher:member_removed", tellMembers);
  // The server, not the sender, names who sent it.
  channel.bind("client-typing", (_: unknown, metadata: { user_id?: string }) => {
    if (metadata?.user_id) handlers.onTyping(Number(metadata.user_id));
  });
}

import Pusher, { type PresenceChannel } from "pusher-js";
import {
  type ConversationChanged,
  channels,
  type RealtimeConfig,
  type ReportChanged,
  realtimeEvents,
  type TeamChanged,
} from "./events";

export type LiveHandlers = {
  onHint(event: ConversationChanged): void;
  onTeam(event: TeamChanged): void;
  /** One's own role, department or session changed, or the server cut this socket. */
  onAccount(): void;
  /** A colleague's note names you. */
  onMention(event: ConversationChanged): void;
  /** A report of one's own is further on. */
  onReport(event: ReportChanged): void;
  onState(isConnected: boolean): void;
};

/** Who is in a conversation, and who types there. */
export type RoomHandlers = {
  onMembers(operatorIds: number[]): void;
  onTyping(operatorId: number): void;
};

export type Room = { tellTyping(): void; leave(): void };

export type LiveConnection = {
  joinConversation(id: number, handlers: RoomHandlers): Room;
  leave(): void;
};

/** Connects this browser to the push server. */
export function connectLive(config: RealtimeConfig, handlers: LiveHandlers): LiveConnection {
  const pusher = new Pusher(config.key, {
    cluster: config.cluster,
    ...(config.host ? { wsHost: config.host } : {}),
    ...(config.port ? { wsPort: config.port, wssPort: config.port } : {}),
    forceTLS: config.forceTls,
    // TLS or not as configured; anything more would try other addresses, which the page's policy forbids.
    enabledTransports: ["ws"],
    unavailableTimeout: 2000,
    channelAuthorization: { endpoint: "/api/realtime/auth/", transport: "ajax" },
    userAuthentication: { endpoint: "/api/realtime/user-auth/", transport: "ajax" },
  });
  let isOver = false;
  let isPaused = false;
  pusher.signin();
  for (const name of config.channels) {
    const channel = pusher.subscribe(name);
    channel.bind(realtimeEvents.conversationChanged, handlers.onHint);
    channel.bind(realtimeEvents.teamChanged, handlers.onTeam);
    channel.bind(realtimeEvents.accountChanged, handlers.onAccount);
    channel.bind(realtimeEvents.noteMentioned, handlers.onMention);
    channel.bind(realtimeEvents.reportChanged, handlers.onReport);
  }
  pusher.connection.bind("state_change", ({ current }: { current: string }) => {
    handlers.onState(current === "connected");
    // Cut by the server (promise 21): ask who we are now, then join what we still may.
    if (current === "disconnected" && !isOver && !isPaused) {
      handlers.onAccount();
      setTimeout(() => !isOver && pusher.connect(), 1000);
    }
    // Left alone it stays blind for 12–15 s after a server's restart.
    if (current === "unavailable") {
      isPaused = true;
      pusher.disconnect();
      isPaused = false;
      setTimeout(() => !isOver && pusher.connect(), 500);
    }
  });
  return {
    joinConversation: (id, room) => joinRoom(pusher, channels.conversation(id), room),
    leave() {
      isOver = true;
      pusher.disconnect();
    },
  };
}

function joinRoom(pusher: Pusher, name: string, handlers: RoomHandlers): Room {
  const channel = pusher.subscribe(name) as PresenceChannel;
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
  return {
    tellTyping: () => void (channel.subscribed && channel.trigger("client-typing", {})),
    leave: () => pusher.unsubscribe(name),
  };
}

import Pusher from "pusher-js";
import { callApi } from "@/lib/api-client/call-api";
import {
  type ConversationChanged,
  type RealtimeConfig,
  type ReportChanged,
  type RoomFacts,
  realtimeEvents,
  type TeamChanged,
} from "./events";
import type { HeardChannels } from "./schemas";
import { keepSubscribed, type Room, type RoomHandlers } from "./subscriptions";

export type { Room, RoomHandlers };

export type LiveHandlers = {
  /** Null: many conversations changed, and the lists know which. */
  onHint(event: ConversationChanged | null): void;
  onTeam(event: TeamChanged): void;
  /** One's own role, department or session changed, or the server cut this socket. */
  onAccount(): void;
  /** A colleague's note names you. */
  onMention(event: ConversationChanged): void;
  /** A report of one's own is further on. */
  onReport(event: ReportChanged): void;
  /** The channels were renamed: a hint may have been missed. */
  onRenamed(): void;
  onState(isConnected: boolean): void;
};

export type LiveConnection = {
  /** Listens to these channels from now on. */
  hear(channels: HeardChannels): void;
  joinConversation(facts: RoomFacts, handlers: RoomHandlers): Room;
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
  const subscriptions = keepSubscribed(pusher, config, {
    ask: () => callApi<HeardChannels>("/api/realtime/channels/"),
    onRenamed: handlers.onRenamed,
    bind(channel) {
      channel.bind(realtimeEvents.conversationChanged, handlers.onHint);
      channel.bind(realtimeEvents.conversationsChanged, () => handlers.onHint(null));
      channel.bind(realtimeEvents.teamChanged, handlers.onTeam);
      channel.bind(realtimeEvents.accountChanged, handlers.onAccount);
      channel.bind(realtimeEvents.noteMentioned, handlers.onMention);
      channel.bind(realtimeEvents.reportChanged, handlers.onReport);
    },
  });
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
    hear: subscriptions.hear,
    joinConversation: subscriptions.join,
    leave() {
      isOver = true;
      subscriptions.end();
      pusher.disconnect();
    },
  };
}

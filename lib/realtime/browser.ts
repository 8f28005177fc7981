import Pusher from "pusher-js";
import {
  type ConversationChanged,
  type RealtimeConfig,
  realtimeEvents,
  type TeamChanged,
} from "./events";

export type LiveHandlers = {
  onHint(event: ConversationChanged): void;
  onTeam(event: TeamChanged): void;
  /** One's own role, department or session changed, or the server cut this socket. */
  onAccount(): void;
  onState(isConnected: boolean): void;
};

/** Connects this browser to the push server; answers how to leave. */
export function connectLive(config: RealtimeConfig, handlers: LiveHandlers): () => void {
  const pusher = new Pusher(config.key, {
    cluster: config.cluster,
    ...(config.host ? { wsHost: config.host } : {}),
    ...(config.port ? { wsPort: config.port, wssPort: config.port } : {}),
    forceTLS: config.forceTls,
    // Else it may fall back to outside hosts.
    enabledTransports: ["ws", "wss"],
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
  return () => {
    isOver = true;
    pusher.disconnect();
  };
}

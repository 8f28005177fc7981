import Pusher from "pusher-js";
import { type ConversationChanged, type RealtimeConfig, realtimeEvents } from "./events";

export type LiveHandlers = {
  onHint(event: ConversationChanged): void;
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
  pusher.signin();
  for (const name of config.channels) {
    const channel = pusher.subscribe(name);
    channel.bind(realtimeEvents.conversationChanged, handlers.onHint);
    channel.bind(realtimeEvents.accountChanged, handlers.onAccount);
  }
  pusher.connection.bind("state_change", ({ current }: { current: string }) => {
    handlers.onState(current === "connected");
    // Left alone it stays blind for 12–15 s after a server's restart.
    if (current === "unavailable") {
      pusher.disconnect();
      setTimeout(() => pusher.connect(), 500);
    }
  });
  return () => pusher.disconnect();
}

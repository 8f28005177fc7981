"use client";

import { useRouter } from "next/navigation";
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { connectLive } from "@/lib/realtime/browser";
import type { ConversationChanged, RealtimeConfig, TeamChanged } from "@/lib/realtime/events";

/** A hint of a change, or null: "you may have missed something, ask". */
export type LiveListener = (hint: ConversationChanged | null) => void;

/** People or departments changed, or null: "you may have missed something, ask". */
export type TeamListener = (event: TeamChanged | null) => void;

type Live = {
  isConnected: boolean;
  listen(listener: LiveListener): () => void;
  listenTeam(listener: TeamListener): () => void;
};

const LiveContext = createContext<Live>({
  isConnected: true,
  listen: () => () => {},
  listenTeam: () => () => {},
});

export const useLive = () => useContext(LiveContext);

/** Milliseconds between questions without a socket, and with one as a safety net for lost hints. */
const blindInterval = 3000;
const calmInterval = 10_000;

/** One connection for every screen below; listeners catch up on reconnect, focus and every few seconds. */
export function LiveProvider({
  config,
  children,
}: {
  config: RealtimeConfig;
  children: ReactNode;
}) {
  const router = useRouter();
  const listeners = useRef(new Set<LiveListener>());
  const teamListeners = useRef(new Set<TeamListener>());
  const [isConnected, setIsConnected] = useState(true);
  const key = JSON.stringify(config);

  useEffect(() => {
    const tell = (hint: ConversationChanged | null) => {
      for (const listener of listeners.current) listener(hint);
    };
    const tellTeam = (event: TeamChanged | null) => {
      for (const listener of teamListeners.current) listener(event);
    };
    return connectLive(JSON.parse(key) as RealtimeConfig, {
      onHint: tell,
      onTeam: tellTeam,
      onAccount: () => router.refresh(),
      onState(connected) {
        setIsConnected(connected);
        if (!connected) return;
        tell(null);
        tellTeam(null);
      },
    });
  }, [key, router]);

  useEffect(() => {
    const ask = () => {
      if (document.visibilityState === "hidden") return;
      for (const listener of listeners.current) listener(null);
    };
    const timer = setInterval(ask, isConnected ? calmInterval : blindInterval);
    window.addEventListener("focus", ask);
    window.addEventListener("online", ask);
    document.addEventListener("visibilitychange", ask);
    return () => {
      clearInterval(timer);
      window.removeEventListener("focus", ask);
      window.removeEventListener("online", ask);
      document.removeEventListener("visibilitychange", ask);
    };
  }, [isConnected]);

  const live = useMemo<Live>(
    () => ({
      isConnected,
      listen(listener) {
        listeners.current.add(listener);
        return () => listeners.current.delete(listener);
      },
      listenTeam(listener) {
        teamListeners.current.add(listener);
        return () => teamListeners.current.delete(listener);
      },
    }),
    [isConnected],
  );
  return <LiveContext value={live}>{children}</LiveContext>;
}

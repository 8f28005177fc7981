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
import type { LiveConnection, LiveHandlers, Room, RoomHandlers } from "@/lib/realtime/browser";
import type {
  ConversationChanged,
  RealtimeConfig,
  ReportChanged,
  RoomFacts,
  TeamChanged,
} from "@/lib/realtime/events";

/** A hint of a change, or null: "you may have missed something, ask". */
export type LiveListener = (hint: ConversationChanged | null) => void;

/** People or departments changed, or null: "you may have missed something, ask". */
export type TeamListener = (event: TeamChanged | null) => void;

/** A report of one's own is further on. */
type ReportListener = (event: ReportChanged) => void;

/** A colleague's note names the person. */
type MentionListener = (event: ConversationChanged) => void;

type Live = {
  isConnected: boolean;
  listen(listener: LiveListener): () => void;
  listenTeam(listener: TeamListener): () => void;
  listenReports(listener: ReportListener): () => void;
  listenMentions(listener: MentionListener): () => void;
  /** Who else is in a conversation; kept over reconnects. */
  joinConversation(facts: RoomFacts, handlers: RoomHandlers): Room;
};

/** A conversation that a screen below has joined. */
type Joined = { facts: RoomFacts; handlers: RoomHandlers; room: Room | null };

const LiveContext = createContext<Live>({
  isConnected: true,
  listen: () => () => {},
  listenTeam: () => () => {},
  listenReports: () => () => {},
  listenMentions: () => () => {},
  joinConversation: () => ({ tellTyping() {}, leave() {} }),
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
  const reportListeners = useRef(new Set<ReportListener>());
  const mentionListeners = useRef(new Set<MentionListener>());
  const connection = useRef<LiveConnection>(null);
  const joined = useRef(new Set<Joined>());
  const [isConnected, setIsConnected] = useState(true);
  const heard = useRef(config);
  const { epoch, channels, ...server } = config;
  const key = JSON.stringify(server);
  const names = JSON.stringify({ epoch, channels });

  useEffect(() => {
    const tell = (hint: ConversationChanged | null) => {
      for (const listener of listeners.current) listener(hint);
    };
    const tellTeam = (event: TeamChanged | null) => {
      for (const listener of teamListeners.current) listener(event);
    };
    let wasConnected = false;
    const handlers: LiveHandlers = {
      onHint: tell,
      onTeam: tellTeam,
      onReport(event) {
        for (const listener of reportListeners.current) listener(event);
      },
      onAccount: () => router.refresh(),
      onRenamed() {
        tell(null);
        tellTeam(null);
      },
      onMention(event) {
        for (const listener of mentionListeners.current) listener(event);
      },
      onState(connected) {
        setIsConnected(connected);
        if (!connected) return;
        tell(null);
        // The screen is fresh when it first connects.
        if (wasConnected) tellTeam(null);
        wasConnected = true;
      },
    };
    // The push client's code comes after the screen; without it the questions below go on.
    let isOver = false;
    let live: LiveConnection | null = null;
    import("@/lib/realtime/browser").then(
      ({ connectLive }) => {
        if (isOver) return;
        live = connectLive(
          { ...heard.current, ...(JSON.parse(key) as Partial<RealtimeConfig>) },
          handlers,
        );
        connection.current = live;
        // Children mount first: what they joined waits for the connection.
        for (const one of joined.current) one.room = live.joinConversation(one.facts, one.handlers);
      },
      () => setIsConnected(false),
    );
    return () => {
      isOver = true;
      connection.current = null;
      live?.leave();
    };
  }, [key, router]);

  // The same connection goes on when only the names or the rights are others.
  useEffect(() => {
    heard.current = { ...heard.current, ...(JSON.parse(names) as Partial<RealtimeConfig>) };
    connection.current?.hear(heard.current);
  }, [names]);

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

  const doors = useMemo<Omit<Live, "isConnected">>(
    () => ({
      listen(listener) {
        listeners.current.add(listener);
        return () => listeners.current.delete(listener);
      },
      listenTeam(listener) {
        teamListeners.current.add(listener);
        return () => teamListeners.current.delete(listener);
      },
      listenReports(listener) {
        reportListeners.current.add(listener);
        return () => reportListeners.current.delete(listener);
      },
      listenMentions(listener) {
        mentionListeners.current.add(listener);
        return () => mentionListeners.current.delete(listener);
      },
      joinConversation(facts, handlers) {
        const room = connection.current?.joinConversation(facts, handlers) ?? null;
        const one: Joined = { facts, handlers, room };
        joined.current.add(one);
        return {
          tellTyping: () => one.room?.tellTyping(),
          leave() {
            joined.current.delete(one);
            one.room?.leave();
          },
        };
      },
    }),
    [],
  );
  const live = useMemo<Live>(() => ({ ...doors, isConnected }), [doors, isConnected]);
  return <LiveContext value={live}>{children}</LiveContext>;
}

"use client";

import { useRouter } from "next/navigation";
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import type { LiveConnection, LiveHandlers, Room, RoomHandlers } from "@/lib/realtime/browser";
import {
  type ConversationChanged,
  type RealtimeConfig,
  type ReportChanged,
  type RoomFacts,
  realtimeEvents,
  type TeamChanged,
} from "@/lib/realtime/events";

/** What screens hear, by the event's name; null: "you may have missed something, ask". */
type Heard = {
  "conversation.changed": ConversationChanged | null;
  "team.changed": TeamChanged | null;
  /** A report of one's own is further on. */
  "report.changed": ReportChanged;
  /** A colleague's note names the person. */
  "note.mentioned": ConversationChanged;
  /** The person's role, department or session changed. */
  "account.changed": null;
};
type Listener<Name extends keyof Heard> = (event: Heard[Name]) => void;

type Live = {
  isConnected: boolean;
  /** Calls back at each such event; returns how to stop. */
  on<Name extends keyof Heard>(name: Name, listener: Listener<Name>): () => void;
  /** Who else is in a conversation; kept over reconnects. */
  joinConversation(facts: RoomFacts, handlers: RoomHandlers): Room;
};

/** A conversation that a screen below has joined. */
type Joined = { facts: RoomFacts; handlers: RoomHandlers; room: Room | null };

const LiveContext = createContext<Live>({
  isConnected: true,
  on: () => () => {},
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
  const [{ on, tell }] = useState(newListeners);
  const connection = useRef<LiveConnection>(null);
  const joined = useRef(new Set<Joined>());
  const [isConnected, setIsConnected] = useState(true);
  const heard = useRef(config);
  const { epoch, channels, ...server } = config;
  const key = JSON.stringify(server);
  const names = JSON.stringify({ epoch, channels });

  useEffect(() => {
    const { conversationChanged, teamChanged, reportChanged, noteMentioned } = realtimeEvents;
    let wasConnected = false;
    const handlers: LiveHandlers = {
      onHint: (event) => tell(conversationChanged, event),
      onTeam: (event) => tell(teamChanged, event),
      onReport: (event) => tell(reportChanged, event),
      onMention: (event) => tell(noteMentioned, event),
      onAccount() {
        tell(realtimeEvents.accountChanged, null);
        router.refresh();
      },
      onRenamed() {
        tell(conversationChanged, null);
        tell(teamChanged, null);
      },
      onState(connected) {
        setIsConnected(connected);
        if (!connected) return;
        tell(conversationChanged, null);
        // The screen is fresh when it first connects.
        if (wasConnected) tell(teamChanged, null);
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
  }, [key, router, tell]);

  // The same connection goes on when only the names or the rights are others.
  useEffect(() => {
    heard.current = { ...heard.current, ...(JSON.parse(names) as Partial<RealtimeConfig>) };
    connection.current?.hear(heard.current);
  }, [names]);

  useEffect(() => {
    const ask = () => {
      if (document.visibilityState === "hidden") return;
      tell(realtimeEvents.conversationChanged, null);
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
  }, [isConnected, tell]);

  const joinConversation = useCallback<Live["joinConversation"]>((facts, handlers) => {
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
  }, []);
  const live = useMemo<Live>(
    () => ({ on, joinConversation, isConnected }),
    [on, joinConversation, isConnected],
  );
  return <LiveContext value={live}>{children}</LiveContext>;
}

function newListeners() {
  const heard = new Map<string, Set<(event: never) => void>>();
  return {
    on<Name extends keyof Heard>(name: Name, listener: Listener<Name>) {
      const listeners = heard.get(name) ?? new Set();
      heard.set(name, listeners.add(listener));
      return () => void listeners.delete(listener);
    },
    tell<Name extends keyof Heard>(name: Name, event: Heard[Name]) {
      for (const listener of heard.get(name) ?? []) listener(event as never);
    },
  };
}

"use client";

import { lazyPart } from "@/components/ui/states/lazy-part";
import { Skeleton } from "@/components/ui/states/skeleton";

// The chat beside the board: a board without one does not load it.

export const ChatPanel = lazyPart(
  async () => (await import("./chat-panel")).ChatPanel,
  <aside className="w-full shrink-0 border-l bg-background md:w-[420px]" />,
);

export const OpenWorkspace = lazyPart(
  async () => (await import("@/components/chat/workspace")).Workspace,
  <Skeleton className="m-4 flex-1" />,
);

/** Who has the client and what is left to do. */
export const OpenAssignment = lazyPart(
  async () => (await import("@/components/chat/assignment/assignment-header")).AssignmentHeader,
);

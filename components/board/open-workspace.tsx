"use client";

import dynamic from "next/dynamic";
import { Skeleton } from "@/components/ui/skeleton";

/** The chat beside the board; a board without one does not load it. */
export const OpenWorkspace = dynamic(
  async () => (await import("@/components/chat/workspace")).Workspace,
  { loading: () => <Skeleton className="m-4 flex-1" /> },
);

/** Who has the client and what is left to do, for the chat beside the board. */
export const OpenAssignment = dynamic(
  async () => (await import("@/components/chat/assignment-header")).AssignmentHeader,
  { loading: () => null },
);

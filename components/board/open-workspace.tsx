"use client";

import dynamic from "next/dynamic";
import { Skeleton } from "@/components/ui/skeleton";

/** The chat beside the board; a board without one does not load it. */
export const OpenWorkspace = dynamic(
  async () => (await import("@/components/chat/workspace")).Workspace,
  { loading: () => <Skeleton className="m-4 flex-1" /> },
);

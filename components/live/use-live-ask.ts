"use client";

import { useEffect } from "react";
import { useLive } from "./live-provider";

/** Asks again when something of this client changed, and when a hint may have been missed. */
export function useLiveAsk(clientId: number, ask: () => void): void {
  const { on } = useLive();
  useEffect(
    () =>
      on("conversation.changed", (hint) => {
        if (hint === null || hint.clientId === clientId) ask();
      }),
    [clientId, on, ask],
  );
}

"use client";

import { useSyncExternalStore } from "react";

const narrow = "(max-width: 767px)";

/** Whether there is room for one pane only. */
export function useIsPhone(): boolean {
  return useSyncExternalStore(
    (changed) => {
      const query = window.matchMedia(narrow);
      query.addEventListener("change", changed);
      return () => query.removeEventListener("change", changed);
    },
    () => window.matchMedia(narrow).matches,
    () => false,
  );
}

"use client";

import { useSyncExternalStore } from "react";

/** The browser's time zone; null while the server renders, who cannot know it. */
export function useTimeZone(): string | null {
  return useSyncExternalStore(never, zone, () => null);
}

const never = () => () => {};
const zone = () => new Intl.DateTimeFormat().resolvedOptions().timeZone;

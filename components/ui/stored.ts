"use client";

import { useSyncExternalStore } from "react";

/** A value that this browser keeps for its person; a page without storage keeps it until it is closed. */
export type Stored<T> = {
  read: () => T;
  /** Keeps the value; the fallback itself is removed instead. */
  write: (value: T) => void;
  /** Calls back whenever the value changes, in another tab too; returns how to stop. */
  subscribe: (changed: () => void) => () => void;
  fallback: T;
};

/** A typed key of localStorage: whatever `parse` answers null to reads as the fallback. */
export function stored<T>(key: string, fallback: T, parse: (kept: unknown) => T | null): Stored<T> {
  const listeners = new Set<() => void>();
  let raw: string | null = null;
  let value = fallback;
  let isRefused = false;

  function read(): T {
    const now = isRefused ? raw : rawOf(key, raw);
    if (now !== raw) {
      raw = now;
      value = now === null ? fallback : (parse(parseJson(now)) ?? fallback);
    }
    return value;
  }

  return {
    read,
    write(next) {
      value = next;
      raw = next === fallback ? null : JSON.stringify(next);
      try {
        if (raw === null) localStorage.removeItem(key);
        else localStorage.setItem(key, raw);
        isRefused = false;
      } catch {
        isRefused = true;
      }
      for (const changed of listeners) changed();
    },
    subscribe(changed) {
      listeners.add(changed);
      window.addEventListener("storage", changed);
      return () => {
        listeners.delete(changed);
        window.removeEventListener("storage", changed);
      };
    },
    fallback,
  };
}

/** The kept value, followed; on the server and while the page starts, the fallback. */
export function useStored<T>({ subscribe, read, fallback }: Stored<T>): T {
  return useSyncExternalStore(subscribe, read, () => fallback);
}

function rawOf(key: string, otherwise: string | null): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return otherwise;
  }
}

/** Plain words were kept before everything was JSON. */
function parseJson(kept: string): unknown {
  try {
    return JSON.parse(kept);
  } catch {
    return kept;
  }
}

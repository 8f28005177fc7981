"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { callApi } from "@/lib/api-client/call-api";

type Told<T> = { path: string | null; answer: T | null; hasFailed: boolean };

/**
 * What the API answers at an address, asked again when the address changes: an answer to another
 * question is never shown. `ask` asks once more and keeps what is shown meanwhile. Null asks nothing.
 */
export function useAnswer<T>(path: string | null, { delay = 0 } = {}) {
  const [told, setTold] = useState<Told<T>>({ path, answer: null, hasFailed: false });
  const run = useRef(0);

  const ask = useCallback(async () => {
    if (path === null) return;
    const own = ++run.current;
    try {
      const answer = await callApi<T>(path);
      if (own === run.current) setTold({ path, answer, hasFailed: false });
    } catch {
      if (own !== run.current) return;
      // What is shown already is better than a failure.
      setTold((before) =>
        before.path === path && before.answer !== null
          ? before
          : { path, answer: null, hasFailed: true },
      );
    }
  }, [path]);

  useEffect(() => {
    const timer = setTimeout(ask, delay);
    return () => {
      clearTimeout(timer);
      run.current++;
    };
  }, [ask, delay]);

  const isOurs = told.path === path;
  const retry = useCallback(() => {
    setTold({ path, answer: null, hasFailed: false });
    void ask();
  }, [ask, path]);
  return {
    answer: isOurs ? told.answer : null,
    /** The answer, or while it is awaited the one before. */
    latest: told.answer,
    hasFailed: isOurs && told.hasFailed,
    ask,
    retry,
  };
}

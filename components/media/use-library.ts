"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { callApi } from "@/lib/api-client/call-api";
import type { Page } from "@/lib/core/schemas";
import type { Media } from "@/lib/media/schemas";

export type MediaKind = "image" | "video" | "audio" | "document";

/** The library's files of one search and kind, page by page. */
export function useLibrary(initial: Page<Media>, search: string, kind: MediaKind | null) {
  const [files, setFiles] = useState(initial.results);
  const [cursor, setCursor] = useState(initial.next_cursor);
  const [hasFailed, setHasFailed] = useState(false);
  const isFirst = useRef(true);

  const load = useCallback(
    async (next: string | null) => {
      const query = new URLSearchParams({
        limit: "60",
        ...(search ? { search } : {}),
        ...(kind ? { kind } : {}),
        ...(next ? { cursor: next } : {}),
      });
      try {
        const page = await callApi<Page<Media>>(`/api/media/?${query}`);
        setFiles((before) => (next ? [...before, ...page.results] : page.results));
        setCursor(page.next_cursor);
        setHasFailed(false);
      } catch {
        setHasFailed(true);
      }
    },
    [search, kind],
  );

  useEffect(() => {
    // The first page came with the screen.
    if (isFirst.current) {
      isFirst.current = false;
      return;
    }
    void load(null);
  }, [load]);

  return {
    files,
    hasFailed,
    hasMore: cursor !== null,
    loadMore: () => load(cursor),
    reload: () => load(null),
    add: (file: Media) =>
      setFiles((before) => [file, ...before.filter(({ id }) => id !== file.id)]),
    change: (file: Media) =>
      setFiles((before) => before.map((one) => (one.id === file.id ? file : one))),
    remove: (id: number) => setFiles((before) => before.filter((one) => one.id !== id)),
  };
}

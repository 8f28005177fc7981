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

  const [more, setMore] = useState<"idle" | "loading" | "failed">("idle");
  const run = useRef(0);

  const fetchPage = useCallback(
    (next: string | null) => {
      const query = new URLSearchParams({
        limit: "60",
        ...(search ? { search } : {}),
        ...(kind ? { kind } : {}),
        ...(next ? { cursor: next } : {}),
      });
      return callApi<Page<Media>>(`/api/media/?${query}`);
    },
    [search, kind],
  );

  const load = useCallback(async () => {
    const own = ++run.current;
    const page = await fetchPage(null).catch(() => null);
    // A slower answer to an earlier question must not replace this one.
    if (own !== run.current) return;
    setHasFailed(page === null);
    setMore("idle");
    if (!page) return;
    setFiles(page.results);
    setCursor(page.next_cursor);
  }, [fetchPage]);

  // What is shown stays when the next page does not come.
  async function loadMore() {
    const own = run.current;
    setMore("loading");
    const page = await fetchPage(cursor).catch(() => null);
    if (own !== run.current) return;
    setMore(page ? "idle" : "failed");
    if (!page) return;
    setFiles((before) => {
      const known = new Set(before.map(({ id }) => id));
      return [...before, ...page.results.filter(({ id }) => !known.has(id))];
    });
    setCursor(page.next_cursor);
  }

  useEffect(() => {
    // The first page came with the screen.
    if (isFirst.current) {
      isFirst.current = false;
      return;
    }
    void load();
  }, [load]);

  return {
    files,
    hasFailed,
    hasMore: cursor !== null,
    isLoadingMore: more === "loading",
    hasMoreFailed: more === "failed",
    loadMore: () => void loadMore(),
    reload: () => void load(),
    add: (file: Media) =>
      setFiles((before) => [file, ...before.filter(({ id }) => id !== file.id)]),
    change: (file: Media) =>
      setFiles((before) => before.map((one) => (one.id === file.id ? file : one))),
    remove: (id: number) => setFiles((before) => before.filter((one) => one.id !== id)),
  };
}

"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useCallback } from "react";

/** Filters kept in the address, changed without asking the server for the page again. */
export function useAddress() {
  const path = usePathname();
  const params = useSearchParams();
  const set = useCallback(
    (changes: Record<string, string | null>) => {
      const next = new URLSearchParams(window.location.search);
      for (const [name, value] of Object.entries(changes)) {
        if (value) next.set(name, value);
        else next.delete(name);
      }
      const query = next.toString();
      window.history.replaceState(null, "", query ? `${path}?${query}` : path);
    },
    [path],
  );
  return { params, set };
}

const filterNames = [
  "search",
  "status",
  "department_id",
  "assigned_operator_id",
  "tag_id",
] as const;

/** The filters of an address as a query for the API, in one order, so that it can be compared. */
export function filterQuery(params: URLSearchParams, without: string[] = []): string {
  const query = new URLSearchParams();
  for (const name of filterNames) {
    const value = params.get(name);
    if (value && !without.includes(name)) query.set(name, value);
  }
  return query.toString();
}

"use client";

import { type QueryKey, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

/** Milliseconds for which what came with the page is not asked for again. */
export const freshFor = 10_000;

/** Keeps what came with the page, once, before a query reads it: no screen asks twice. */
export function useSeed(queryKey: QueryKey, data: unknown): void {
  const client = useQueryClient();
  useState(() => data !== undefined && client.setQueryData(queryKey, data));
}

import { callApi } from "@/lib/api-client/call-api";
import type { Client } from "@/lib/clients/schemas";
import type { Page } from "@/lib/core/schemas";

/** The clients of a query, with more parameters beside it. */
export function readClients(query: string, more: Record<string, string>): Promise<Page<Client>> {
  const params = new URLSearchParams([...new URLSearchParams(query), ...Object.entries(more)]);
  return callApi(`/api/clients/?${params}`);
}

import type { Client } from "@/lib/clients/schemas";
import { type ClientStatus, clientStatuses } from "@/lib/clients/terms";

/** A column of the board as far as it is loaded. */
export type Column = {
  items: Client[];
  cursor: string | null;
  state: "loading" | "ready" | "failed";
  isLoadingMore: boolean;
};

export type Columns = Record<ClientStatus, Column>;

/** Both lists as one in the column's order, each card once, the later version of it. */
export function mergeCards(known: Client[], more: Client[]): Client[] {
  const byId = new Map([...known, ...more].map((card) => [card.id, card]));
  return [...byId.values()].sort((a, b) => b.board_order - a.board_order || b.id - a.id);
}

/** The card at `index` of its status's column (counted without it), gone from every other place. */
export function placeCard(all: Columns, card: Client, index: number): Columns {
  const next = { ...all };
  for (const status of clientStatuses) {
    const items = all[status].items.filter((item) => item.id !== card.id);
    if (status === card.status) {
      const above = items[index - 1]?.board_order;
      const below = items[index]?.board_order;
      // A place of its own until the server gives it one, so that a merge keeps it here.
      const place =
        above !== undefined && below !== undefined
          ? (above + below) / 2
          : above !== undefined
            ? above - 1
            : below !== undefined
              ? below + 1
              : card.board_order;
      items.splice(index, 0, { ...card, board_order: place });
    }
    next[status] = { ...all[status], items };
  }
  return next;
}

import type { Client, ClientCounts, MoveClient } from "@/lib/clients/schemas";
import { type ClientStatus, clientStatuses } from "@/lib/clients/terms";

/** A column of the board as far as it is loaded. */
export type Column = {
  items: Client[];
  cursor: string | null;
  state: "loading" | "ready" | "failed";
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

/** The place at `index` of a column, counted without the card itself, by the card beside it. */
export function neighbours(
  { items }: Column,
  id: number,
  status: ClientStatus,
  index: number,
): MoveClient {
  const others = items.filter((item) => item.id !== id);
  const above = others[index - 1];
  const below = others[index];
  if (above) return { status, after_id: above.id };
  return below ? { status, before_id: below.id } : { status };
}

/** What the server says of these cards; those it does not answer have left the filter. */
export function applyFresh(all: Columns, ids: number[], fresh: Client[]): Columns {
  const asked = new Set(ids);
  const next = { ...all };
  for (const status of clientStatuses) {
    const column = all[status];
    const rest = column.items.filter((item) => !asked.has(item.id));
    const mine = fresh.filter((client) => client.status === status);
    const last = rest.at(-1);
    // Below what is loaded, a card comes with its page.
    const isLoaded = (card: Client) =>
      column.cursor === null || !last || card.board_order > last.board_order;
    next[status] = { ...column, items: mergeCards(rest, mine.filter(isLoaded)) };
  }
  return next;
}

/** The counts when a card goes from one column to another. */
export function shift(counts: ClientCounts, from: ClientStatus, to: ClientStatus): ClientCounts {
  if (from === to) return counts;
  return { ...counts, [from]: Math.max(0, counts[from] - 1), [to]: counts[to] + 1 };
}

import { expect, it } from "vitest";
import type { Client } from "@/lib/clients/schemas";
import {
  applyFresh,
  type Column,
  type Columns,
  mergeCards,
  neighbours,
  placeCard,
} from "./columns";

const card = (id: number, board_order: number, status: Client["status"] = "lead") =>
  ({ id, board_order, status }) as Client;
const column = (...items: Client[]): Column => ({
  items,
  cursor: null,
  state: "ready",
});
const ids = (items: Client[]) => items.map(({ id }) => id);
const board = (): Columns => ({
  lead: column(card(1, 30), card(2, 20), card(3, 10)),
  active: column(card(4, 5, "active")),
  inactive: column(),
  closed: column(),
});

it("merges pages in the column's order, each card once and in its later version", () => {
  const merged = mergeCards([card(1, 30), card(2, 20)], [card(2, 40), card(3, 30)]);
  expect(ids(merged)).toEqual([2, 3, 1]);
});

it("puts a card between its neighbours and keeps it there in a merge", () => {
  const next = placeCard(board(), card(3, 10), 1);
  expect(ids(next.lead.items)).toEqual([1, 3, 2]);
  expect(ids(mergeCards(next.lead.items, []))).toEqual([1, 3, 2]);
});

it("takes a card out of the column it came from", () => {
  const next = placeCard(board(), card(1, 30, "active"), 1);
  expect(ids(next.lead.items)).toEqual([2, 3]);
  expect(ids(mergeCards(next.active.items, []))).toEqual([4, 1]);
  expect(ids(placeCard(board(), card(1, 30, "closed"), 0).closed.items)).toEqual([1]);
});

it("names the card above as the neighbour, at the top the one below, in an empty column none", () => {
  const { lead, inactive } = board();
  expect(neighbours(lead, 3, "lead", 1)).toEqual({ status: "lead", after_id: 1 });
  expect(neighbours(lead, 1, "lead", 0)).toEqual({ status: "lead", before_id: 2 });
  expect(neighbours(inactive, 1, "inactive", 0)).toEqual({ status: "inactive" });
});

it("moves a changed card to its column and takes out what the filter no longer shows", () => {
  const next = applyFresh(board(), [1, 2], [card(1, 9, "active")]);
  expect(ids(next.lead.items)).toEqual([3]);
  expect(ids(next.active.items)).toEqual([1, 4]);
});

it("leaves a card to its page when it belongs below what is loaded", () => {
  const all = board();
  const partly = { ...all, active: { ...all.active, cursor: "more" } };
  expect(ids(applyFresh(partly, [1], [card(1, 2, "active")]).active.items)).toEqual([4]);
  expect(ids(applyFresh(partly, [1], [card(1, 7, "active")]).active.items)).toEqual([1, 4]);
});

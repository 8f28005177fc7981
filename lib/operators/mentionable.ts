import type { Operator } from "./schemas";

/** Names, by id, of whom a person's note may mention: everyone who works here but themself. */
export function mentionable(operators: Operator[], ownId: number): Record<number, string> {
  return Object.fromEntries(
    operators
      .filter(({ id, is_active }) => is_active && id !== ownId)
      .map(({ id, name }) => [id, name]),
  );
}

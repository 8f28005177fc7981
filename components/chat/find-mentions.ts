export type Mention = { id: number; offset: number; length: number };

/**
 * Where a text calls colleagues: an @ and a whole name, the longest that fits, so that "@Анна
 * Петрова" calls nobody who is just "Анна". Of two people with one name those in `chosen` are meant,
 * or both when neither was chosen.
 */
export function findMentions(
  text: string,
  names: Record<number, string>,
  chosen: ReadonlySet<number> = new Set(),
): Mention[] {
  const people = Object.entries(names)
    .map(([id, name]) => ({ id: Number(id), name }))
    .filter(({ name }) => name !== "");
  return [...text.matchAll(/@/g)].flatMap(({ index: offset }) => {
    const rest = text.slice(offset + 1);
    const fitting = people.filter(({ name }) => isWhole(rest, name));
    const longest = Math.max(0, ...fitting.map(({ name }) => name.length));
    const called = fitting.filter(({ name }) => name.length === longest);
    const meant = called.filter(({ id }) => chosen.has(id));
    return (meant.length > 0 ? meant : called).map(({ id }) => ({
      id,
      offset,
      length: longest + 1,
    }));
  });
}

/** Whom a note calls: of everyone whose name stands in it, those who can be called. */
export function calledIn(
  text: string,
  names: Record<number, string>,
  mentionable: Record<number, string>,
  chosen: ReadonlySet<number>,
): number[] {
  const called = findMentions(text.normalize("NFC"), names, chosen).map(({ id }) => id);
  return [...new Set(called)].filter((id) => id in mentionable);
}

function isWhole(rest: string, name: string): boolean {
  return rest.startsWith(name) && !/^[\p{L}\p{N}_]/u.test(rest.slice(name.length));
}

import type { MessageEntity } from "grammy/types";
import { composed } from "@/lib/core/composed";
import { coverInvites } from "@/lib/updates/hide-secrets";

type Styled = { content: string; entities: MessageEntity[] | null };

/**
 * A text in Unicode's composed form (NFC: a Mac and some phones write й as two characters), with styles
 * that still lie on their words. Invites in it are covered: operators read it.
 */
export function toOneForm({ content, entities }: Styled): Styled {
  const formed = composed(content);
  if (formed === content || !entities) return { content: coverInvites(formed), entities };
  const moved = newPlaces(
    content,
    entities.flatMap(({ offset, length }) => [offset, offset + length]),
  );
  const place = (at: number) => moved.get(at) ?? at;
  return {
    content: coverInvites(formed),
    entities: entities.map((entity) => {
      const offset = place(entity.offset);
      return { ...entity, offset, length: place(entity.offset + entity.length) - offset };
    }),
  };
}

/** Where these places of a text are in its composed form. */
function newPlaces(text: string, places: number[]): Map<number, number> {
  const moved = new Map<number, number>();
  let [from, length] = [0, 0];
  for (const at of [...new Set(places)].sort((a, b) => a - b)) {
    if (at < 0 || at > text.length) continue;
    length += composed(text.slice(from, at)).length;
    from = at;
    moved.set(at, length);
  }
  return moved;
}

/** JSON with all its texts in composed form and no invite in it; the input stays as it came. */
export function jsonInOneForm<T>(value: T): T {
  const text = writtenOut(value);
  if (text === null) return value;
  const formed = coverInvites(composed(text));
  return formed === text ? value : (JSON.parse(formed) as T);
}

/** Null for what is nested too deep to be written: it is not kept either. */
function writtenOut(value: unknown): string | null {
  try {
    return JSON.stringify(value);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

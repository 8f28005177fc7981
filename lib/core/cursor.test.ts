import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { cursorId, decodeCursor, encodeCursor } from "./cursor";

const schema = z.tuple([cursorId]);

test("a cursor gives back its key", () => {
  fc.assert(
    fc.property(fc.nat(), (id) => {
      expect(decodeCursor(schema, encodeCursor([id]))).toEqual([id]);
    }),
  );
});

test("junk is refused with a reason, never with a crash", () => {
  fc.assert(
    fc.property(fc.string(), (junk) => {
      try {
        decodeCursor(schema, junk);
      } catch (error) {
        expect(error).toMatchObject({ code: "invalid" });
      }
    }),
  );
});

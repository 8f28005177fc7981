import { expect, test } from "vitest";
import { isLikeCode, isText } from "./read-command";

test.each(["ACDEFHJK", "acde-fhjk", "ACDE FHJK", "ACDEFHJ", "ACDEFHJKM", "ACDEFHJK please"])(
  "%j is taken for a sign-in code",
  (text) => expect(isLikeCode(text)).toBe(true),
);

// Each begins with a word of the letters that codes are made of.
test.each(["payment failed", "where is my parcel", "Market 24, apartment 3", "payment\nfailed"])(
  "%j behind /auth is what a client wrote",
  (rest) => expect(isText({ name: "auth", rest, at: 6 })).toBe(true),
);

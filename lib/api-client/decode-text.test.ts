import { describe, expect, it, test } from "vitest";
import { decodeText } from "./decode-text";

const text = "Имя;Телефон\r\nАнна Ёлкина;+79161234567\r\n";

function bytes(...parts: (number[] | Uint8Array)[]): ArrayBuffer {
  return new Uint8Array(parts.flatMap((part) => [...part])).buffer;
}

const little = (from: string) => new Uint8Array(Buffer.from(from, "utf16le"));
const big = (from: string) => new Uint8Array(Buffer.from(from, "utf16le").swap16());

/** Windows-1251, as far as these letters go. */
const cyrillic = (from: string) =>
  [...from].map((sign) => {
    if (sign === "Ё") return 0xa8;
    const code = sign.codePointAt(0) ?? 0;
    return code < 128 ? code : code - 0x410 + 0xc0;
  });

describe("decodeText", () => {
  test.each([
    ["UTF-8", bytes(new TextEncoder().encode(text))],
    ["UTF-8 with its mark", bytes([0xef, 0xbb, 0xbf], new TextEncoder().encode(text))],
    ["UTF-16LE with its mark", bytes([0xff, 0xfe], little(text))],
    ["UTF-16BE with its mark", bytes([0xfe, 0xff], big(text))],
    ["UTF-16LE without one", bytes(little(text))],
    ["UTF-16BE without one", bytes(big(text))],
    ["Windows-1251", bytes(cyrillic(text))],
  ])("reads %s", (_, file) => {
    expect(decodeText(file)).toBe(text);
  });

  it("reads an empty file as an empty text", () => {
    expect(decodeText(bytes())).toBe("");
  });
});

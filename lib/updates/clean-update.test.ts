import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cleanUpdate } from "./clean-update";

/** `{"a":{"a":…1}}`, parsed as a request's body is. */
const nested = (levels: number) =>
  JSON.parse(`${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`) as object;

describe("cleanUpdate", () => {
  it("replaces what Postgres cannot hold, in texts and in keys", () => {
    const dirty = { "k\u0000": ["a\u0000b", { "\ud800": "\udc00 ок 👍" }] };
    expect(cleanUpdate(dirty)).toEqual({ "k\ufffd": ["a\ufffdb", { "\ufffd": "\ufffd ок 👍" }] });
  });

  it("keeps ordinary JSON as it is, a `__proto__` too", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 5 })), (value) => {
        const text = JSON.stringify(value);
        const wanted = text.replaceAll("\\u0000", "\ufffd");
        expect(JSON.stringify(cleanUpdate(JSON.parse(text) as object))).toBe(wanted);
      }),
    );
    const own = JSON.parse('{"__proto__":{"x":1}}') as object;
    expect(JSON.stringify(cleanUpdate(own))).toBe('{"__proto__":{"x":1}}');
  });

  it("keeps what is nested too deep as text, and loses nothing of it", () => {
    let inner: unknown = cleanUpdate({ deep: nested(200_000), text: "видно" });
    expect(inner).toMatchObject({ text: "видно" });
    inner = (inner as { deep: unknown }).deep;
    for (let level = 0; level < 99; level++) inner = (inner as { a: unknown }).a;
    const { unparsed } = inner as { unparsed: string };
    expect(unparsed).toBe(`${'{"a":'.repeat(199_901)}1${"}".repeat(199_901)}`);
  });

  it("writes deep lists and objects as JSON.stringify does", () => {
    const value = { list: [1, "a\u0000\ud800", null, true, [], {}], x: { y: [{}, [2]] } };
    let deep: unknown = value;
    for (let level = 0; level < 100; level++) deep = [deep];
    const flat = JSON.stringify(cleanUpdate(deep as object)).replace(/^\[+|\]+$/g, "");
    expect(JSON.parse(flat)).toEqual({ unparsed: JSON.stringify(value) });
  });
});

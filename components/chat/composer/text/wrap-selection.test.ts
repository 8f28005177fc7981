import { describe, expect, it } from "vitest";
import { markOfKeys, wrapSelection } from "./wrap-selection";

describe("wrapSelection", () => {
  it("puts the mark around the words, not around the spaces", () => {
    expect(wrapSelection("one two three", 3, 8, "**")).toEqual({
      text: "one **two** three",
      from: 6,
      to: 9,
    });
  });

  it("takes the mark off again", () => {
    expect(wrapSelection("one **two** three", 6, 9, "**")).toEqual({
      text: "one two three",
      from: 4,
      to: 7,
    });
  });

  it("leaves the caret between the marks when nothing is selected", () => {
    expect(wrapSelection("a ", 2, 2, "__")).toEqual({ text: "a ____", from: 4, to: 4 });
  });
});

describe("markOfKeys", () => {
  const keys = { code: "KeyB", ctrlKey: true, metaKey: false, shiftKey: false, altKey: false };

  it("knows the key by its place, whatever the layout", () => {
    expect(markOfKeys(keys)).toBe("**");
    expect(markOfKeys({ ...keys, ctrlKey: false, metaKey: true })).toBe("**");
  });

  it("leaves other keys to the browser", () => {
    expect(markOfKeys({ ...keys, shiftKey: true })).toBeNull();
    expect(markOfKeys({ ...keys, ctrlKey: false })).toBeNull();
    expect(markOfKeys({ ...keys, code: "KeyX" })).toBeNull();
  });
});

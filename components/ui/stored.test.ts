import { afterEach, expect, it, vi } from "vitest";
import { stored } from "./stored";

afterEach(() => vi.unstubAllGlobals());

const word = (kept: unknown) => (typeof kept === "string" ? kept : null);

function browserWith(kept: Map<string, string>, refuse: () => void = () => {}) {
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem(key: string, value: string) {
      refuse();
      kept.set(key, value);
    },
    removeItem: (key: string) => kept.delete(key),
  });
  const window = new EventTarget();
  vi.stubGlobal("window", window);
  return window;
}

it("reads what was kept, in any tab, and removes the fallback", () => {
  const kept = new Map<string, string>();
  browserWith(kept);
  const mine = stored("colour", "blue", word);
  expect(mine.read()).toBe("blue");
  mine.write("red");
  expect(stored("colour", "blue", word).read()).toBe("red");
  mine.write("blue");
  expect(kept.size).toBe(0);
});

it("answers the same object until another is kept", () => {
  browserWith(new Map([["place", '{"x":1}']]));
  const place = stored("place", {}, (kept) => kept as object);
  expect(place.read()).toBe(place.read());
});

it("reads nonsense as the fallback and plain words as they are", () => {
  browserWith(
    new Map([
      ["count", "seven"],
      ["mode", "line"],
    ]),
  );
  expect(stored("count", 3, (kept) => Number(kept) || null).read()).toBe(3);
  expect(stored("mode", "send", word).read()).toBe("line");
});

it("holds the value for the page where the browser refuses to keep it", () => {
  browserWith(new Map(), () => {
    throw new Error("QuotaExceededError");
  });
  const mine = stored("colour", "blue", word);
  mine.write("red");
  expect(mine.read()).toBe("red");
  vi.stubGlobal("localStorage", undefined);
  expect(mine.read()).toBe("red");
  expect(stored("colour", "blue", word).read()).toBe("blue");
});

it("tells its listeners of a change here and in another tab, until they stop", () => {
  const kept = new Map<string, string>();
  const window = browserWith(kept);
  const mine = stored("colour", "blue", word);
  const heard: string[] = [];
  const stop = mine.subscribe(() => heard.push(mine.read()));
  mine.write("red");
  kept.set("colour", '"green"');
  window.dispatchEvent(new Event("storage"));
  stop();
  mine.write("white");
  expect(heard).toEqual(["red", "green"]);
});

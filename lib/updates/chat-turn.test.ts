import { afterEach, expect, it, vi } from "vitest";
import { inChatTurn } from "./chat-turn";

afterEach(() => {
  vi.useRealTimers();
});

it("lets a chat's next call go on when one before it never ends, and calls that an outage", async () => {
  vi.useFakeTimers();
  const lost = inChatTurn(1, () => new Promise<string>(() => {}));
  const next = inChatTurn(1, async () => "stored");
  const refused = expect(lost).rejects.toMatchObject({ code: "57014" });
  await vi.advanceTimersByTimeAsync(12_000);
  await refused;
  expect(await next).toBe("stored");
});

it("runs the calls of one chat one after the other, and others meanwhile", async () => {
  const seen: string[] = [];
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const first = inChatTurn(1, async () => {
    await held;
    seen.push("first");
  });
  const second = inChatTurn(1, async () => seen.push("second"));
  await inChatTurn(2, async () => seen.push("other"));
  release();
  await Promise.all([first, second]);
  expect(seen).toEqual(["other", "first", "second"]);
});

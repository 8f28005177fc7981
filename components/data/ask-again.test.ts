import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { askAgain } from "./ask-again";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const key = ["conversation.changed", 7, "/api/clients/7/"];
const event = { conversationId: 1, clientId: 7, seq: 5 };

/** A query that a screen shows, whose answers take `takes` milliseconds and count up. */
function shown(options: { takes?: number; meta?: Record<string, unknown> } = {}) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const calls = { count: 0 };
  const observer = new QueryObserver(client, {
    queryKey: key,
    async queryFn() {
      const own = ++calls.count;
      await new Promise((resolve) => setTimeout(resolve, options.takes ?? 10));
      return own;
    },
    ...(options.meta ? { meta: options.meta } : {}),
  });
  const hide = observer.subscribe(() => {});
  return { client, calls, hide, ask: askAgain(client), data: () => client.getQueryData(key) };
}

it("asks once more for an event that comes while the first answer is under way", async () => {
  const { ask, calls, data } = shown();
  ask(["conversation.changed", 7], event);
  await vi.advanceTimersByTimeAsync(100);
  expect(calls.count).toBe(2);
  expect(data()).toBe(2);
});

it("makes one question of many events, none after them missed", async () => {
  const { ask, calls } = shown();
  await vi.advanceTimersByTimeAsync(100);
  for (let count = 0; count < 50; count++) ask(["conversation.changed"]);
  await vi.advanceTimersByTimeAsync(100);
  expect(calls.count).toBe(3);
});

it("leaves alone another client, what is not shown, and what is known already", async () => {
  const { ask, calls, hide } = shown({ meta: { knows: ({ seq }: typeof event) => seq <= 5 } });
  await vi.advanceTimersByTimeAsync(100);
  ask(["conversation.changed", 8], event);
  ask(["conversation.changed", 7], event);
  await vi.advanceTimersByTimeAsync(100);
  expect(calls.count).toBe(1);
  ask(["conversation.changed", 7], { ...event, seq: 6 });
  await vi.advanceTimersByTimeAsync(100);
  expect(calls.count).toBe(2);
  hide();
  ask(["conversation.changed", 7], { ...event, seq: 7 });
  await vi.advanceTimersByTimeAsync(100);
  expect(calls.count).toBe(2);
});

it("keeps a query's pause between its questions", async () => {
  const { ask, calls } = shown({ meta: { pause: 5000 } });
  await vi.advanceTimersByTimeAsync(100);
  ask(key);
  await vi.advanceTimersByTimeAsync(100);
  ask(key);
  await vi.advanceTimersByTimeAsync(4000);
  expect(calls.count).toBe(2);
  await vi.advanceTimersByTimeAsync(8000);
  expect(calls.count).toBe(3);
});

it("asks for the whole answer only where nothing shorter follows the changes", async () => {
  const follow = vi.fn(async () => {});
  const { ask, calls } = shown({ meta: { follow } });
  await vi.advanceTimersByTimeAsync(100);
  ask(key);
  await vi.advanceTimersByTimeAsync(100);
  expect(follow).toHaveBeenCalledTimes(1);
  expect(calls.count).toBe(1);
});

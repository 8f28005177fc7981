import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { catchUp } from "./catch-up";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("asks at once, and once more for everything that came meanwhile", async () => {
  let runs = 0;
  const ask = catchUp(async () => {
    runs++;
    await new Promise((resolve) => setTimeout(resolve, 10));
  });
  for (let count = 0; count < 50; count++) ask();
  expect(runs).toBe(1);
  await vi.advanceTimersByTimeAsync(100);
  expect(runs).toBe(2);
});

it("merges a storm of hints into about one question for each pause, and misses none", async () => {
  const seen: number[] = [];
  let hint = 0;
  const ask = catchUp(async () => void seen.push(hint), 700);
  for (hint = 1; hint < 200; hint++) {
    ask();
    await vi.advanceTimersByTimeAsync(50);
  }
  ask();
  await vi.advanceTimersByTimeAsync(2000);
  expect(seen.length).toBeLessThanOrEqual((200 * 50) / 700 + 3);
  expect(seen[0]).toBe(1);
  expect(seen.at(-1)).toBe(200);
});

it("shows a change within two seconds, and leaves a slow server in peace", async () => {
  const starts: number[] = [];
  const ask = catchUp(async () => {
    starts.push(performance.now());
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }, 700);
  ask();
  await vi.advanceTimersByTimeAsync(500);
  ask();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(starts).toHaveLength(2);
  expect(Number(starts[1]) - Number(starts[0])).toBeGreaterThanOrEqual(3000);
});

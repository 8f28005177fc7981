import { expect, it } from "vitest";
import { oneAtATime } from "./one-at-a-time";

/** A run that stays under way until it is let go, well or not. */
function heldRun() {
  let end = (_error?: Error) => {};
  const held = new Promise<void>((resolve, reject) => {
    end = (error) => (error ? reject(error) : resolve());
  });
  return { held, end };
}

it("runs once more for all who came while their key was busy", async () => {
  const { held, end } = heldRun();
  let runs = 0;
  const run = async () => {
    runs++;
    if (runs === 1) await held;
  };
  const first = oneAtATime("chat-1", run);
  expect(await oneAtATime("chat-1", run)).toBe(false);
  expect(await oneAtATime("chat-1", run)).toBe(false);
  end();
  expect(await first).toBe(true);
  expect(runs).toBe(2);
});

it("runs for who came meanwhile although its own run failed", async () => {
  const { held, end } = heldRun();
  let runs = 0;
  const run = async () => {
    runs++;
    if (runs === 1) await held;
  };
  const first = oneAtATime("chat-1", run);
  expect(await oneAtATime("chat-1", run)).toBe(false);
  end(new Error("the database was away for a moment"));
  expect(await first).toBe(true);
  expect(runs).toBe(2);
});

it("passes a failure on when nobody came, and frees the key", async () => {
  const failing = oneAtATime("chat-1", () => Promise.reject(new Error("broken")));
  await expect(failing).rejects.toThrow("broken");
  expect(await oneAtATime("chat-1", async () => {})).toBe(true);
});

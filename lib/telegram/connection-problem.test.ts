import { expect, it } from "vitest";
import { connectionProblem } from "./connection-problem";

const now = new Date("2026-11-25T12:00:00Z");
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000);
const well = { isRight: true, checkedAt: ago(50), stoppedReason: null };
const error = (seconds: number) => ({
  last_error_date: ago(seconds).getTime() / 1000,
  last_error_message: "Wrong response from the webhook: 401 Unauthorized",
});

it.each([
  ["all is well", {}, {}, null],
  ["the token is revoked", {}, { stoppedReason: "Unauthorized" }, "stopped"],
  ["the address differs", {}, { isRight: false }, "wrong"],
  ["it was never checked", {}, { checkedAt: null, isRight: false }, "unchecked"],
  ["the last check is three minutes old", {}, { checkedAt: ago(180) }, "unchecked"],
  ["Telegram failed a minute ago", error(60), {}, "error"],
  ["Telegram failed an hour ago", error(3600), {}, null],
  ["more wait than a minute ago", { pending_before: 3, pending_update_count: 9 }, {}, "backlog"],
  ["some wait, but fewer", { pending_before: 9, pending_update_count: 3 }, {}, null],
  ["some came just now", { pending_before: 0, pending_update_count: 3 }, {}, null],
] as const)("%s", (_, info, facts, problem) => {
  expect(connectionProblem(info, { ...well, ...facts }, now)).toBe(problem);
});

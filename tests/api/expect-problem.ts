import { expect } from "vitest";
import type { Answer } from "./call-route";

/** Holds an answer to RFC 9457 and to the contract's members, no more and no less. */
export function expectProblem(answer: Answer, status: number): void {
  expect(answer.status, answer.text).toBe(status);
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  const { errors, ...rest } = answer.json;
  expect(rest).toEqual({
    type: "about:blank",
    title: expect.any(String),
    status,
    detail: expect.any(String),
    request_id: answer.headers.get("x-request-id"),
  });
  expect(rest.detail).not.toMatch(/ at .+:\d+|node_modules|select |insert /i);
  if (errors === undefined) return;
  expect(status).toBe(422);
  for (const error of errors) {
    expect(error).toEqual({ field: expect.any(String), message: expect.any(String) });
  }
}

import { globSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { advisoryLocks } from "./advisory-locks";

const register = "db/advisory-locks.ts";
const withoutComments = (file: string) =>
  readFileSync(file, "utf8").replace(/--.*$|\/\/.*$|\/\*[\s\S]*?\*\//gm, "");
const sources = globSync("{app,bot,db,dev,instrumentation,jobs,lib,live,scripts}/**/*.ts").filter(
  (file) => !file.endsWith(".test.ts") && file !== register,
);
const functions = globSync("db/functions/*.sql");

it("each lock has a number or text of its own", () => {
  const names = Object.values(advisoryLocks).map((lock) =>
    "number" in lock ? String(lock.number) : "text" in lock ? lock.text : lock.prefix,
  );
  expect(new Set(names).size).toBe(names.length);
});

/** A call with other arguments than a registered lock, or those that lock-session.ts was given. */
const call = /pg_\w*advisory\w*\((?!\$\{advisoryLocks\.|\$\{space\}::int, \$\{key\}::int\))/;
const classId = /classid\s*=(?!\s*\$\{advisoryLocks\.)/;

it("code takes advisory locks by the register's names, never by a number or text of its own", () => {
  expect(sources.length).toBeGreaterThan(400);
  const others = sources.filter((file) => {
    const text = withoutComments(file);
    return call.test(text) || classId.test(text);
  });
  expect(others).toEqual([]);
});

it("SQL functions take only the department's queue lock, and before they lock any row", () => {
  let taken = 0;
  for (const file of functions) {
    for (const body of withoutComments(file).split(/create or replace function/i)) {
      const at = body.search(/pg_(try_)?advisory/);
      if (at < 0) continue;
      taken++;
      for (const [, number] of body.matchAll(/pg_\w*advisory\w*\((\w+)/g)) {
        expect(Number(number), file).toBe(advisoryLocks.queue.number);
      }
      const row = body.search(
        /\b(for update|for no key update|insert into|update \w+|write_assignment)\b/,
      );
      expect(row < 0 || at < row, `${file}: the lock comes before rows`).toBe(true);
    }
  }
  expect(taken).toBeGreaterThanOrEqual(3);
});

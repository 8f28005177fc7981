import { globSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

const declared = /function\*? (\w+)(?:<[^(]*>)?\(([^)]*)\)/g;
const contexts = /(?:^|[\s,])(tx|ctx|db)\s*[?:]/g;

/** What a function takes of transaction, context and database, in its order. */
const taken = (parameters: string) => [...parameters.matchAll(contexts)].map(([, name]) => name);
const isFirst = (parameters: string) => /^\s*(?:tx|ctx|db|\{)/.test(parameters);

it("lets functions of lib take the transaction, then the context, before anything else", () => {
  const wrong: string[] = [];
  let seen = 0;
  for (const file of globSync("lib/**/*.ts", { exclude: ["lib/**/*.test.ts"] })) {
    for (const [, name = "", parameters = ""] of readFileSync(file, "utf8").matchAll(declared)) {
      // What a callback takes is its own affair.
      const own = parameters.replace(/\w+: \(.*/s, "");
      const names = taken(own);
      if (names.length === 0) continue;
      seen++;
      const order = names.join(", ");
      if (!isFirst(own) || !["tx", "ctx", "db", "tx, ctx"].includes(order))
        wrong.push(`${file}: ${name}(${order})`);
    }
  }
  expect(seen).toBeGreaterThan(300);
  expect(wrong).toEqual([]);
});

import { readdirSync, readFileSync } from "node:fs";
import { extendTailwindMerge } from "tailwind-merge";
import { expect, it } from "vitest";
import { mergeClasses } from "./merge-classes";

// Our type scale, corners and movements, as app/globals.css has them.
const theirs = extendTailwindMerge({
  extend: {
    theme: { radius: ["control", "card", "bubble"], animate: ["appear", "wait"] },
    classGroups: { "font-size": [{ text: ["meta", "secondary", "desk", "thread", "title"] }] },
  },
});

/** Every string in our screens that is made of classes. */
const strings = ["app", "components"]
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) => `${folder}/${file}`),
  )
  .filter((file) => file.endsWith(".tsx"))
  .flatMap((file) => [...readFileSync(file, "utf8").matchAll(/"([^"\n]+)"/g)])
  .map(([, text]) => text ?? "")
  .filter(
    (text) => /^[a-z0-9!*@[(-][^A-Z{}=;]*$/.test(text) && /-|^(flex|grid|hidden|block)/.test(text),
  );
const classes = [...new Set(strings.flatMap((text) => text.split(/\s+/)))];

// All pairs are a million: `npm test` takes every tenth of them, `npm run test:full` all.
const step = process.env.TEST_FULL === "1" ? 1 : 10;

it("joins every two of our classes as tailwind-merge does", { timeout: 60_000 }, () => {
  expect(classes.length).toBeGreaterThan(500);
  const differing: string[] = [];
  for (const [at, one] of classes.entries()) {
    for (let next = at % step; next < classes.length; next += step) {
      const both = `${one} ${classes[next]}`;
      if (mergeClasses(both) !== theirs(both)) differing.push(both);
    }
  }
  expect(differing.slice(0, 40)).toEqual([]);
});

import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import en from "@/messages/en.json";
import ru from "@/messages/ru.json";

type Tree = { [key: string]: string | Tree };

const keysOf = (tree: Tree, path = ""): string[] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string" ? [path + key] : keysOf(value, `${path}${key}.`),
  );

const sources = ["app", "components", "lib"]
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) => `${folder}/${file}`),
  )
  .filter((file) => /\.tsx?$/.test(file) && !file.endsWith(".test.ts"))
  .map((file) => readFileSync(file, "utf8"));

it("says the same things in both languages", () => {
  expect(keysOf(ru).sort()).toEqual(keysOf(en).sort());
});

// That every key in use exists is the compiler's affair: messages.d.ts.
it("has no text that no screen shows", () => {
  expect(keysOf(en).filter((key) => !sources.some((source) => shows(source, key)))).toEqual([]);
});

/** Whether a file reads a namespace that the key is in, and names the rest or builds it. */
function shows(source: string, key: string): boolean {
  const parts = key.split(".");
  return parts.some((_, depth) => {
    const namespace = parts.slice(0, depth).join(".");
    const rest = parts.slice(depth).join(".");
    const isRead =
      depth === 0
        ? /Translations\(\)/.test(source)
        : new RegExp(`Translations(<typeof \\w+>)?[<(]"${namespace}"`).test(source);
    return isRead && namesKey(source, rest);
  });
}

/** The key stands there whole, its beginning before `${…}`, or as a word that a variable may hold. */
function namesKey(source: string, key: string): boolean {
  if (new RegExp(`["'\`]${literally(key)}["'\`]`).test(source)) return true;
  const parts = key.split(".");
  const isBuilt = parts.some(
    (_, at) => at > 0 && source.includes(`\`${parts.slice(0, at).join(".")}.\${`),
  );
  if (isBuilt) return true;
  // `t(name)`, where a list, a type or an object's keys in this file says what `name` may be.
  return parts.length === 1 && /\bt\w*\(\w+(\.\w+)?\)/.test(source) && isWord(source, key);
}

const isWord = (source: string, word: string) =>
  new RegExp(`(^|[^.\\w])${literally(word)}\\b`).test(source);

const literally = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

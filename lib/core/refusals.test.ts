import { globSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { translateRefusal } from "./refusals";
import russian from "./refusals.ru.json";

/** Sentences of `lib` that no operator is shown. */
const notShown = new Set([
  "Age of the oldest message that waits to be sent.",
  "Requests by route and status.",
  "What waits or went wrong, by kind.",
  "The storage gave back something else.",
]);
const notOurs =
  /\.test\.ts$|backup|core[/\\]env|openapi|operator-texts|announce-sign-in|open-local-file|standard-texts/;

/** Every sentence in the code of `lib`, a value in it as {1}, {2}… */
function sentences(): Map<string, string> {
  const found = new Map<string, string>();
  for (const file of globSync("lib/**/*.ts").filter((name) => !notOurs.test(name))) {
    const code = readFileSync(file, "utf8")
      .replace(/^\s*(\/\/|\*|\/\*\*).*$/gm, "")
      .replace(/(description|summary|example|detail):\s*("(?:[^"\\]|\\.)*"|`[^`]*`)/g, "");
    for (const match of code.matchAll(/"((?:[^"\\\n]|\\.)+)"|`([^`\n]+)`/g)) {
      let count = 0;
      const text = (match[1] ?? match[2] ?? "")
        .replace(/\$\{[^}]*(?:\{[^}]*\}[^}]*)*\}/g, () => `{${++count}}`)
        .replaceAll('\\"', '"');
      if (/^[A-Z{/].* .*[.?!]$/s.test(text)) found.set(text, file);
    }
    for (const match of code.matchAll(/notFound\("([^"]+)"\)/g)) {
      found.set(`${match[1]} not found.`, file);
    }
  }
  return found;
}

describe("translateRefusal", () => {
  it("knows every refusal that the code can give", () => {
    const unknown = [...sentences()].filter(
      ([text]) => !(text in russian) && !notShown.has(text) && text !== "{1} not found.",
    );
    expect(unknown).toEqual([]);
  });

  it("keeps what differs in its place", () => {
    expect(translateRefusal("At most 600 requests a minute. Wait 12 s.", "ru")).toBe(
      "Не больше 600 запросов в минуту. Подождите 12 с.",
    );
    expect(translateRefusal('There is a department "Продажи (1+1)" already.', "ru")).toBe(
      "Отдел «Продажи (1+1)» уже есть.",
    );
  });

  it("leaves English to English readers, and what it does not know to everyone", () => {
    expect(translateRefusal("Client not found.", "en")).toBe("Client not found.");
    expect(translateRefusal("Bad Gateway", "ru")).toBe("Bad Gateway");
  });

  it("says the same values in both languages", () => {
    for (const [text, words] of Object.entries(russian)) {
      const values = (of: string) => [...of.matchAll(/\{\d\}/g)].map(String).sort();
      expect(values(words), text).toEqual(values(text));
    }
  });
});

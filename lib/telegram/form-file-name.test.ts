import { expect, test } from "vitest";
import { formFileName } from "./form-file-name";

const decoded = (text: string) =>
  text.replace(/(?:%[\dA-Fa-f]{2})+/g, (bytes) => decodeURIComponent(bytes));

/** How older Bot API servers read a header: every value ends at the first `;`, quoted or not. */
function readBluntly(header: string): Map<string, string> {
  return new Map(
    header.split(";").flatMap((pair) => {
      const at = pair.indexOf("=");
      if (at < 0) return [];
      const value = pair.slice(at + 1).trim();
      const inner = /^"(.*)"$/s.exec(value)?.[1] ?? value;
      return [[pair.slice(0, at).trim(), decoded(inner)] as const];
    }),
  );
}

/** How newer ones do: quoted values with `\` escapes, then percent-decoded. */
function readQuoted(header: string): Map<string, string> {
  const pairs = header.matchAll(/(\w+)=(?:"((?:[^"\\]|\\.)*)"|([^;]*))(?:;|$)/gs);
  return new Map(
    [...pairs].map(([, key = "", quoted, token = ""]) => [
      key,
      decoded(quoted?.replace(/\\(.)/gs, "$1") ?? token),
    ]),
  );
}

const names = [
  "Смета; итог.pdf",
  "a;name=chat_id.pdf",
  "две\nстроки.pdf",
  "две\r\nX-Header: 1\r\n\r\nстроки.pdf",
  'ООО "Ромашка".pdf',
  'конец"; name="chat_id.pdf',
  "C:\\акты\\май.pdf",
  "обратная в конце\\",
  "Акт 1/2.pdf",
  "Скидка 50%.pdf",
  "100%20%3B.pdf",
  " с пробелами по краям ",
  "\u0000\u007f\u0085.pdf",
  "plain.pdf",
  "👨‍👩‍👧.png",
];

test.each(names)(
  "%j arrives whole at a reader that ends a name at `;`, and at a strict one",
  (name) => {
    const header = `form-data;name="f1";filename=${formFileName(name)}`;
    expect(header).not.toMatch(/[\r\n]/);
    for (const read of [readBluntly, readQuoted]) {
      expect(read(header).get("filename")).toBe(name);
      expect(read(header).get("name")).toBe("f1");
    }
  },
);

test("a half of a surrogate pair does not spoil the name around it", () => {
  expect(formFileName("a\ud800b.pdf")).toBe('"a\ufffdb.pdf"');
});

test("what needs no escape is sent as it is", () => {
  expect(formFileName("Отчёт 50%, (май).pdf")).toBe('"Отчёт 50%, (май).pdf"');
});

import { expect, it } from "vitest";
import { formatText } from "./format-text";

const html = (source: string) => formatText(source, { parse_mode: "HTML" });

it("reads nested tags, code with a language, quotes and spoilers", () => {
  expect(
    html(
      '<pre><code class="language-ts">a &amp;&amp; b</code></pre>\n<blockquote expandable>q <tg-spoiler>s</tg-spoiler></blockquote>',
    ),
  ).toEqual({
    text: "a && b\nq s",
    entities: [
      { type: "pre", language: "ts", offset: 0, length: 6 },
      { type: "expandable_blockquote", offset: 7, length: 3 },
      { type: "spoiler", offset: 9, length: 1 },
    ],
  });
});

it.each([
  ["<b>x", `Can't find end tag corresponding to start tag "b"`],
  ["x</b>", "Unexpected end tag at byte offset 1"],
  ["<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'],
  ["ы <h1>x</h1>", 'Unsupported start tag "h1" at byte offset 3'],
  ["2 < 3", "Unclosed start tag at byte offset 2"],
])("refuses %s", (source, reason) => {
  expect(() => html(source)).toThrow(`Bad Request: can't parse entities: ${reason}`);
});

it("trims the text and moves entities with it", () => {
  expect(formatText(" \n ab ", { entities: [{ type: "bold", offset: 2, length: 4 }] })).toEqual({
    text: "ab",
    entities: [{ type: "bold", offset: 0, length: 2 }],
  });
});

it("refuses an entity that cuts an emoji in two", () => {
  expect(() => formatText("👍x", { entities: [{ type: "bold", offset: 1, length: 2 }] })).toThrow(
    /begins in a middle of a UTF-16 symbol/,
  );
});

it("finds addresses, commands, mentions and tags, but not hosts without a dot", () => {
  const { text, entities } = formatText(
    "см. https://a.io/x?y=1, http://localhost:3000 /start@my_bot @anna_s #тег a@b.io +7 999 000-11-22, 1/2",
  );
  expect(entities.map((e) => [e.type, text.slice(e.offset, e.offset + e.length)])).toEqual([
    ["url", "https://a.io/x?y=1"],
    ["bot_command", "/start@my_bot"],
    ["mention", "@anna_s"],
    ["hashtag", "#тег"],
    ["email", "a@b.io"],
    ["phone_number", "+7 999 000-11-22"],
  ]);
});

it("drops a link to a host without a dot, as Telegram does", () => {
  expect(html('<a href="http://localhost:3000">x</a>').entities).toEqual([]);
});

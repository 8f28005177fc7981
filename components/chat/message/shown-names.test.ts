import { NextIntlClientProvider } from "next-intl";
import { createElement, type ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { FileName } from "@/components/ui/file-name";
import type { Message } from "@/lib/messages/schemas";
import messages from "@/messages/en.json";
import { SpecialView } from "./message-body";
import { originName } from "./quote";

// Marks that turn the direction of a text, and letters that show nothing.
const turned = "Анна\u202e\u2066";
const unseen = "\u3164\u200b";
const marks = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

const shown = (node: ReactNode) =>
  renderToStaticMarkup(
    createElement(NextIntlClientProvider, {
      locale: "en",
      timeZone: "UTC",
      messages,
      // biome-ignore lint/correctness/noChildrenProp: its type wants them among the properties.
      children: node,
    }),
  );
const special = (payload: object) =>
  shown(createElement(SpecialView, { message: { payload } as unknown as Message }));

describe("what a client named", () => {
  it("shows a shared contact's name without marks, and a word where nothing can be seen", () => {
    const phone_number = "+79161234567";
    const named = special({ contact: { first_name: turned, last_name: "П", phone_number } });
    expect(named).toContain("<bdi>Анна П</bdi>");
    expect(named).not.toMatch(marks);
    const nameless = special({ contact: { first_name: unseen, phone_number } });
    expect(nameless).toContain("<bdi>Contact</bdi>");
  });

  it("shows places, polls and who wrote first without marks", () => {
    const location = { latitude: 1, longitude: 2 };
    expect(special({ venue: { location, title: turned, address: "" } })).not.toMatch(marks);
    const poll = { question: turned, options: [{ text: turned }] };
    expect(special({ poll })).not.toMatch(marks);
    expect(originName({ sender_user: { first_name: turned } } as never)).toBe("Анна");
    expect(originName({ sender_user_name: unseen } as never)).toBe("");
  });

  it("shows the true ending of a file's name, also of one that is still on this computer", () => {
    const html = shown(createElement(FileName, { name: "фото\u202egnp.js" }));
    expect(html).toContain("фотоgnp.js");
    expect(html).not.toMatch(marks);
  });
});

import type { TelegramMessageEntity } from "@gramio/types";
import { act, app, followDeepLink } from "@/dev/telegram/page/app";
import { h } from "@/dev/telegram/page/dom";

const wrappers: Record<string, keyof HTMLElementTagNameMap> = {
  bold: "b",
  italic: "i",
  underline: "u",
  strikethrough: "s",
  code: "code",
  pre: "pre",
  blockquote: "blockquote",
  expandable_blockquote: "blockquote",
};

/** Text with its entities as nodes; markup never comes from the text itself. */
export function richText(text: string, entities: TelegramMessageEntity[] = []): Node[] {
  return range(text, 0, text.length, entities);
}

function range(text: string, from: number, to: number, entities: TelegramMessageEntity[]): Node[] {
  const nodes: Node[] = [];
  let at = from;
  let rest = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  while (rest.length > 0) {
    const [entity, ...others] = rest;
    if (!entity || entity.offset >= to) break;
    const end = Math.min(entity.offset + entity.length, to);
    if (entity.offset < at || end <= entity.offset) {
      rest = others;
      continue;
    }
    if (entity.offset > at) nodes.push(document.createTextNode(text.slice(at, entity.offset)));
    const inner = others.filter((other) => other.offset < end);
    const children = range(text, entity.offset, end, inner);
    nodes.push(wrap(entity, text.slice(entity.offset, end), children));
    at = end;
    rest = others.filter((other) => other.offset >= end);
  }
  if (at < to) nodes.push(document.createTextNode(text.slice(at, to)));
  return nodes;
}

function wrap(entity: TelegramMessageEntity, text: string, children: Node[]): Node {
  const tag = wrappers[entity.type];
  if (tag) return h(tag, {}, ...children);
  switch (entity.type) {
    case "spoiler":
      return h(
        "span",
        {
          class: "spoiler",
          tabindex: "0",
          role: "button",
          onclick: (event: MouseEvent) => (event.currentTarget as Element).classList.add("shown"),
        },
        ...children,
      );
    case "text_link":
      return link(entity.url ?? "", children);
    case "url":
      return link(text, children);
    case "email":
      return link(`mailto:${text}`, children);
    case "phone_number":
      return link(`tel:${text.replace(/[\s()-]/g, "")}`, children);
    case "bot_command":
      return h(
        "button",
        { class: "inline-link", type: "button", onclick: () => command(text) },
        ...children,
      );
    default:
      return h("span", { class: "tinted" }, ...children);
  }
}

function command(text: string): void {
  if (app.personId !== null && app.chatId !== null) {
    void act({ act: "text", person_id: app.personId, chat_id: app.chatId, text });
  }
}

/** A link: one to this bot opens it here, others in a new tab; schemes that could run anything stay text. */
export function link(url: string, children: (Node | string)[]): HTMLElement {
  const full = /^[a-z][a-z\d+.-]*:/i.test(url) ? url : `http://${url}`;
  if (!/^(https?|mailto|tel|tg):/i.test(full) || !URL.canParse(full)) {
    return h("span", { class: "tinted" }, ...children);
  }
  const payload = startPayload(full);
  return h(
    "a",
    {
      href: full,
      target: "_blank",
      rel: "noopener noreferrer nofollow",
      onclick: (event: MouseEvent) => {
        if (payload === null) return;
        event.preventDefault();
        followDeepLink(payload);
      },
    },
    ...children,
  );
}

/** The start parameter of a link to this bot, "" without one; null for any other link. */
export function startPayload(url: string): string | null {
  const { protocol, host, hostname, pathname, searchParams } = new URL(url);
  const name = app.state.bot.username.toLowerCase();
  const path = pathname
    .replace(/^\/t\.me\//, "/")
    .replace(/^\/|\/$/g, "")
    .toLowerCase();
  const isTme = ["t.me", "telegram.me"].includes(hostname) || host === location.host;
  const isLink = isTme && path === name;
  const isApp =
    protocol === "tg:" &&
    /^(\/\/)?resolve/.test(url.slice(3)) &&
    searchParams.get("domain")?.toLowerCase() === name;
  return isLink || isApp ? (searchParams.get("start") ?? "") : null;
}

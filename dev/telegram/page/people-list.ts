import { clock, preview } from "@/dev/telegram/page/message/preview";
import { app, changed, fullName, openChat, type Tab } from "./app";
import { avatar } from "./avatar";
import { t } from "./dictionary";
import { h, icon, iconButton } from "./dom";
import { openNewPerson } from "./new-person";
import { openSimulatorPanel } from "./simulator-panel";

interface Row {
  id: number;
  name: string;
  tab: Tab;
  words: string;
  photo?: string | undefined;
  isBlocked: boolean;
}

const list = h("ul", { class: "people", testid: "sim-people" });
const tabs = h("div", { class: "tabs", role: "tablist" });
const search = h("input", {
  type: "search",
  class: "search",
  placeholder: t("search"),
  "aria-label": t("search"),
  testid: "sim-search",
});
search.addEventListener("input", () => {
  app.search = search.value;
  changed("list");
});

const note = h("p", { class: "link-note", role: "status", hidden: true });

/** The left column: who one can be. */
export const peoplePane = h(
  "aside",
  { class: "pane-list" },
  h(
    "header",
    { class: "list-head" },
    h("h1", {}, t("title")),
    iconButton("bolt", t("simulator"), () => openSimulatorPanel(), { testid: "sim-panel" }),
    iconButton("plus", t("newPerson"), () => openNewPerson(), { testid: "sim-new-person" }),
  ),
  h("label", { class: "search-box" }, icon("search"), search),
  note,
  tabs,
  list,
);

/** Draws the tabs and rows anew. */
export function drawPeople(): void {
  const all = rows();
  note.hidden = app.payload === null;
  note.replaceChildren(
    h("b", {}, t("linkTitle")),
    t("linkHint"),
    h("span", { class: "meta" }, app.payload ? `${t("payload")}: ${app.payload}` : ""),
  );
  const names: [Tab, string][] = [
    ["client", t("clients")],
    ["operator", t("operators")],
    ...(app.state.groups.length > 0 ? ([["group", t("groups")]] as [Tab, string][]) : []),
  ];
  tabs.replaceChildren(
    ...names.map(([tab, name]) => {
      const unread = all
        .filter((row) => row.tab === tab)
        .reduce((sum, row) => sum + (app.chats.get(row.id)?.unread ?? 0), 0);
      return h(
        "button",
        {
          type: "button",
          role: "tab",
          class: "tab",
          testid: `sim-tab-${tab}`,
          "aria-selected": String(app.tab === tab),
          onclick: () => {
            app.tab = tab;
            changed("list");
          },
        },
        name,
        unread > 0 ? h("span", { class: "badge" }, String(unread)) : null,
      );
    }),
  );
  const needle = app.search.trim().toLowerCase();
  const shown = all
    .filter((row) => row.tab === app.tab && row.words.includes(needle))
    .sort((a, b) => lastDate(b.id) - lastDate(a.id) || a.name.localeCompare(b.name));
  list.replaceChildren(...(shown.length > 0 ? shown.map(rowView) : [empty()]));
}

function rows(): Row[] {
  const people = app.state.people.map(
    (person): Row => ({
      id: person.id,
      name: fullName(person),
      tab: person.role,
      words: `${fullName(person)} ${person.username ?? ""} ${person.id}`.toLowerCase(),
      photo: person.photo_file_id,
      isBlocked: person.is_blocked || person.is_deactivated,
    }),
  );
  const groups = app.state.groups.map(
    (group): Row => ({
      id: group.id,
      name: group.title,
      tab: "group",
      words: group.title.toLowerCase(),
      isBlocked: !group.bot_is_member,
    }),
  );
  return [...people, ...groups];
}

function lastDate(id: number): number {
  return app.chats.get(id)?.last_message?.date ?? 0;
}

function rowView(row: Row): HTMLElement {
  const chat = app.chats.get(row.id);
  const last = chat?.last_message;
  const group = app.state.groups.find((known) => known.id === row.id);
  return h(
    "li",
    {},
    h(
      "button",
      {
        type: "button",
        class: `person${app.chatId === row.id ? " current" : ""}`,
        testid: `person-${row.id}`,
        "aria-current": app.chatId === row.id ? "true" : undefined,
        onclick: () => void openChat(row.id, group?.member_ids[0] ?? row.id),
      },
      avatar(row),
      h(
        "span",
        { class: "person-words" },
        h(
          "span",
          { class: "person-top" },
          h("span", { class: "person-name", title: row.name }, row.name),
          row.isBlocked ? icon("block") : null,
          last ? h("span", { class: "meta" }, clock(last.date)) : null,
        ),
        h(
          "span",
          { class: "person-top" },
          h(
            "span",
            { class: "person-last" },
            last?.from_bot ? h("span", { class: "tinted" }, `${app.state.bot.first_name}: `) : null,
            preview(last ?? null),
          ),
          chat && chat.unread > 0 ? h("span", { class: "badge" }, String(chat.unread)) : null,
        ),
      ),
    ),
  );
}

function empty(): HTMLElement {
  return h(
    "li",
    { class: "empty" },
    h("p", {}, t("nobody")),
    h("p", { class: "meta" }, t("nobodyHint")),
    h(
      "button",
      { type: "button", class: "primary", onclick: () => openNewPerson() },
      t("newPerson"),
    ),
  );
}

import type { SimEvent } from "../control-types";
import { app, onChange, openChat, personOf, refresh, takeEvent } from "./app";
import { chatPane, drawChat, drawThread } from "./chat-pane";
import { drawComposer, readAddress } from "./composer";
import { language, t } from "./dictionary";
import { h } from "./dom";
import { drawPeople, peoplePane } from "./people-list";

const offline = h("div", { class: "offline", role: "status", hidden: true }, t("offline"));

document.documentElement.lang = language;
document.title = t("title");
document.getElementById("app")?.append(offline, peoplePane, chatPane);

onChange((parts) => {
  if (parts.has("list")) drawPeople();
  if (parts.has("chat")) drawChat();
  if (parts.has("messages")) drawThread();
  if (parts.has("composer")) drawComposer();
  const unread = [...app.chats.values()].reduce((sum, chat) => sum + chat.unread, 0);
  document.title = unread > 0 ? `(${unread}) ${t("title")}` : t("title");
});

void begin();

async function begin(): Promise<void> {
  const as = readAddress();
  await refresh();
  if (as !== null && app.chats.has(as)) {
    const members = app.state.groups.find((group) => group.id === as)?.member_ids;
    await openChat(as, members?.[0] ?? as);
  } else if (app.payload !== null && !app.state.people.some((p) => p.role === "client")) {
    app.tab = "operator";
  }
  const stream = new EventSource("/_sim/events");
  stream.addEventListener("message", (event: MessageEvent<string>) => {
    takeEvent(JSON.parse(event.data) as SimEvent);
  });
  let isFirst = true;
  stream.addEventListener("open", () => {
    offline.hidden = true;
    // What happened while the stream was away.
    if (!isFirst) void refresh().then(reopen);
    isFirst = false;
  });
  stream.addEventListener("error", () => {
    offline.hidden = false;
  });
}

async function reopen(): Promise<void> {
  if (app.chatId !== null && (personOf(app.chatId) || app.chatId < 0)) {
    await openChat(app.chatId, app.personId ?? app.chatId);
  }
}

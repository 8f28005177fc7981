import type { PersonRole } from "../control-types";
import { app, openChat, refresh } from "./app";
import { language, t, type Word } from "./dictionary";
import { h } from "./dom";
import { openDialog, toast } from "./toast";

/** The form for a new simulated user; opens their chat afterwards. */
export function openNewPerson(): void {
  const role = h(
    "select",
    { name: "role" },
    h("option", { value: "client" }, t("client")),
    h("option", { value: "operator" }, t("operator")),
  );
  role.value = app.tab === "operator" ? "operator" : "client";
  const form = h(
    "form",
    { class: "form", method: "dialog" },
    field("firstName", { name: "first_name", required: true, autofocus: true, maxlength: 64 }),
    field("lastName", { name: "last_name", maxlength: 64 }),
    field("username", { name: "username", pattern: "@?[A-Za-z][A-Za-z0-9_]{3,31}" }),
    h("label", {}, t("role"), role),
    field("language", { name: "language_code", value: language, maxlength: 8 }),
    field("telegramId", { name: "id", inputmode: "numeric", pattern: "[0-9]{1,15}" }),
    h("button", { class: "primary", testid: "sim-create-person" }, t("create")),
  );
  const dialog = openDialog(t("newPerson"), form);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void create(new FormData(form)).then(() => dialog.close());
  });
}

async function create(data: FormData): Promise<void> {
  const text = (name: string) => String(data.get(name) ?? "").trim();
  try {
    const person = await app.control.createPerson({
      first_name: text("first_name"),
      role: text("role") as PersonRole,
      ...(text("last_name") ? { last_name: text("last_name") } : {}),
      ...(text("username") ? { username: text("username").replace(/^@/, "") } : {}),
      ...(text("language_code") ? { language_code: text("language_code") } : {}),
      ...(text("id") ? { id: Number(text("id")) } : {}),
    });
    await refresh();
    await openChat(person.id);
  } catch (error) {
    toast(error instanceof Error ? error.message : String(error));
  }
}

function field(word: Word, props: Record<string, unknown>): HTMLElement {
  return h("label", {}, t(word), h("input", { autocomplete: "off", ...props }));
}

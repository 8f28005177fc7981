import { t } from "./dictionary";
import { h } from "./dom";

/** Shows a sentence for a few seconds, as Telegram shows a button's answer. */
export function toast(text: string): void {
  const note = h("div", { class: "toast", role: "status", testid: "sim-toast" }, text);
  document.body.append(note);
  setTimeout(() => note.remove(), 4_000);
}

/** Shows a sentence until it is closed (`show_alert`). */
export function alertBox(text: string): void {
  const dialog = h(
    "dialog",
    { class: "dialog", testid: "sim-alert" },
    h("p", {}, text),
    h("div", { class: "dialog-actions" }, h("button", { class: "primary", onclick: close }, "OK")),
  );
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();

  function close() {
    dialog.close();
  }
}

/** An empty dialog with a heading and a way out. */
export function openDialog(title: string, ...content: Node[]): HTMLDialogElement {
  const dialog = h(
    "dialog",
    { class: "dialog", "aria-label": title },
    h(
      "header",
      { class: "dialog-head" },
      h("h2", {}, title),
      h("button", { class: "link", type: "button", onclick: () => dialog.close() }, t("close")),
    ),
    ...content,
  );
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

import type { FaultInput } from "../control-types";
import { app, refresh } from "./app";
import { t, type Word } from "./dictionary";
import { h } from "./dom";
import { openDialog } from "./toast";

const effects: [name: Word, fault: Omit<FaultInput, "method">][] = [
  ["effect_429", { effect: "429", retry_after: 5 }],
  ["effect_500", { effect: "error", status: 500 }],
  ["effect_403", { effect: "error", status: 403 }],
  ["effect_reset", { effect: "reset" }],
  ["effect_reset_late", { effect: "reset", processed: true }],
  ["effect_hang", { effect: "hang" }],
  ["effect_delay", { effect: "delay", delay_ms: 3_000 }],
];

const methods = [
  "sendMessage",
  "sendPhoto",
  "sendDocument",
  "sendVoice",
  "editMessageText",
  "file",
];

/** Webhook, faults and the bot's latest calls. */
export function openSimulatorPanel(): void {
  const body = h("div", { class: "panel" });
  openDialog(t("simulator"), body);
  void draw(body);
}

async function draw(body: HTMLElement): Promise<void> {
  await refresh();
  const calls = await app.control.calls({ limit: 30 });
  const { webhook, faults } = app.state;
  body.replaceChildren(
    h(
      "dl",
      {},
      h("dt", {}, t("webhook")),
      h("dd", {}, webhook.url || t("noWebhook")),
      h("dt", {}, t("pending")),
      h("dd", {}, String(webhook.pending_update_count)),
      ...(webhook.last_error_message
        ? [h("dt", {}, t("lastError")), h("dd", {}, webhook.last_error_message)]
        : []),
    ),
    h("h3", {}, t("faults")),
    h("p", { class: "meta" }, t("faultsHint")),
    faultForm(body),
    faults.length === 0
      ? h("p", { class: "meta" }, t("noFaults"))
      : h(
          "div",
          {},
          h(
            "ul",
            { class: "rows", testid: "sim-faults" },
            ...faults.map((fault) =>
              h(
                "li",
                {},
                `${fault.method} · ${fault.effect}${fault.chat_id ? ` · ${fault.chat_id}` : ""}`,
                h("span", { class: "meta" }, `${t("left")}: ${fault.times}`),
              ),
            ),
          ),
          h(
            "button",
            {
              type: "button",
              class: "link",
              onclick: () => void app.control.clearFaults().then(() => draw(body)),
            },
            t("clearFaults"),
          ),
        ),
    h("h3", {}, t("calls")),
    calls.length === 0
      ? h("p", { class: "meta" }, t("noCalls"))
      : h(
          "ul",
          { class: "rows" },
          ...calls
            .toReversed()
            .map((call) =>
              h(
                "li",
                { class: call.error ? "failed" : "" },
                `${call.method}${call.chat_id ? ` · ${call.chat_id}` : ""}`,
                h("span", { class: "meta" }, call.error ?? String(call.status)),
              ),
            ),
        ),
  );
}

function faultForm(body: HTMLElement): HTMLElement {
  const method = h(
    "select",
    { "aria-label": t("method") },
    h("option", { value: "*" }, t("anyMethod")),
    ...methods.map((name) => h("option", { value: name }, name)),
  );
  method.value = "sendMessage";
  const effect = h(
    "select",
    { "aria-label": t("effect") },
    ...effects.map(([word], index) => h("option", { value: index }, t(word))),
  );
  const times = h("input", {
    type: "number",
    min: 1,
    max: 1_000,
    value: 1,
    "aria-label": t("times"),
  });
  const here = h("input", { type: "checkbox" });
  const add = () => {
    const chosen = effects[Number(effect.value)]?.[1];
    if (!chosen) return;
    void app.control
      .injectFault({
        method: method.value,
        times: Math.max(1, Number(times.value) || 1),
        ...(here.checked && app.chatId !== null ? { chat_id: app.chatId } : {}),
        ...chosen,
      })
      .then(() => draw(body));
  };
  return h(
    "div",
    { class: "form fault-form" },
    h("label", {}, t("method"), method),
    h("label", {}, t("effect"), effect),
    h("label", {}, t("times"), times),
    app.chatId === null ? null : h("label", { class: "check" }, here, t("onlyHere")),
    h(
      "button",
      { type: "button", class: "primary", testid: "sim-add-fault", onclick: add },
      t("inject"),
    ),
  );
}

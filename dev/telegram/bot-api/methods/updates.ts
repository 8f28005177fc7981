import type { TelegramWebhookInfo } from "@gramio/types";
import { ApiError, badRequest } from "../../api-error";
import type { Sim } from "../../sim";
import { Described, type Method } from "../method";
import type { Params } from "../params";

/** How a bot gets its updates. */
export const updateMethods: Record<string, Method> = {
  getUpdates(sim, params, signal) {
    if (sim.store.settings().webhook_url) {
      throw new ApiError(
        409,
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
      );
    }
    takeAllowed(sim, params);
    const limit = Math.min(Math.max(params.int("limit") ?? 100, 1), 100);
    const timeout = Math.min(Math.max(params.int("timeout") ?? 0, 0), 50);
    return sim.poll.take(params.int("offset") ?? 0, limit, timeout, signal);
  },

  setWebhook(sim, params) {
    const url = params.text("url") ?? "";
    if (!url) return removeWebhook(sim, params);
    // Telegram wants https and a public host; here the bot lives on the same machine.
    if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) {
      throw badRequest("bad webhook: Failed to parse URL");
    }
    const secret = params.text("secret_token");
    if (secret && secret.length > 256) throw badRequest("secret token is too long");
    if (secret && !/^[\w-]+$/.test(secret)) {
      throw badRequest("secret token contains unallowed characters");
    }
    const old = sim.store.settings();
    const isSame =
      old.webhook_url === url &&
      old.secret_token === secret &&
      params.text("max_connections") === undefined &&
      params.text("allowed_updates") === undefined;
    if (params.bool("drop_pending_updates")) sim.queue.dropAll();
    if (isSame) return new Described(true, "Webhook is already set");
    takeAllowed(sim, params);
    const {
      secret_token: _,
      last_error_date: _date,
      last_error_message: _error,
      ...rest
    } = sim.store.settings();
    sim.store.bot.set("bot", {
      ...rest,
      webhook_url: url,
      max_connections: Math.min(Math.max(params.int("max_connections") ?? 40, 1), 100),
      ...(secret ? { secret_token: secret } : {}),
    });
    sim.poll.interrupt("setWebhook request");
    sim.sender.restart();
    return new Described(true, "Webhook was set");
  },

  deleteWebhook: removeWebhook,
  getWebhookInfo: (sim) => webhookInfo(sim),
};

/** The webhook as getWebhookInfo tells it. */
export function webhookInfo(sim: Sim): TelegramWebhookInfo {
  const settings = sim.store.settings();
  const kinds = settings.allowed_updates as TelegramWebhookInfo["allowed_updates"] | null;
  const allowed = kinds ? { allowed_updates: kinds } : {};
  const base = {
    url: settings.webhook_url,
    has_custom_certificate: false,
    pending_update_count: sim.queue.size,
    ...allowed,
  };
  if (!settings.webhook_url) return base;
  return {
    ...base,
    max_connections: settings.max_connections,
    ip_address: "127.0.0.1",
    ...(settings.last_error_date && settings.last_error_message
      ? {
          last_error_date: settings.last_error_date,
          last_error_message: settings.last_error_message,
        }
      : {}),
  };
}

function removeWebhook(sim: Sim, params: Params): Described {
  const { webhook_url, ...settings } = sim.store.settings();
  if (params.bool("drop_pending_updates")) sim.queue.dropAll();
  const { secret_token: _, last_error_date: _date, last_error_message: _error, ...rest } = settings;
  sim.store.bot.set("bot", { ...rest, webhook_url: "" });
  sim.sender.restart();
  return new Described(true, webhook_url ? "Webhook was deleted" : "Webhook is already deleted");
}

/** A list holds until the next one; an empty one means the default (Bot API, getUpdates). */
function takeAllowed(sim: Sim, params: Params): void {
  const kinds = params.json<string[]>("allowed_updates");
  if (!kinds) return;
  if (!Array.isArray(kinds)) throw badRequest("can't parse allowed updates JSON object");
  const next = kinds.length > 0 ? kinds : null;
  if (JSON.stringify(next) !== JSON.stringify(sim.store.settings().allowed_updates)) {
    sim.store.updateSettings({ allowed_updates: next });
  }
}

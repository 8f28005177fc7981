import type { TelegramBotCommand, TelegramMenuButton } from "@gramio/types";
import { badRequest } from "../../api-error";
import type { Sim } from "../../sim";
import type { Method } from "../method";
import type { Params } from "../params";

/** What the bot says about itself. */
export const botMethods: Record<string, Method> = {
  getMe: (sim) => ({
    ...sim.bot,
    can_join_groups: true,
    can_read_all_group_messages: true,
    supports_guest_queries: false,
    supports_inline_queries: false,
    supports_join_request_queries: false,
    can_connect_to_business: false,
    has_main_web_app: false,
    has_topics_enabled: false,
    allows_users_to_create_topics: false,
    can_manage_bots: false,
  }),

  setMyCommands(sim, params) {
    const commands = params.json<TelegramBotCommand[]>("commands");
    if (!Array.isArray(commands)) throw badRequest("can't parse commands: expected an Array");
    for (const { command, description } of commands) {
      if (!/^\/?[a-z0-9_]{1,32}$/.test(command ?? "")) throw badRequest("BOT_COMMAND_INVALID");
      if (!description || description.length > 256) {
        throw badRequest("BOT_COMMAND_DESCRIPTION_INVALID");
      }
    }
    const clean = commands.map((item) => ({ ...item, command: item.command.replace(/^\//, "") }));
    setCommands(sim, params, clean);
    return true;
  },

  getMyCommands: (sim, params) => sim.store.settings().commands[scopeKey(params)] ?? [],

  deleteMyCommands(sim, params) {
    setCommands(sim, params, []);
    return true;
  },

  setChatMenuButton(sim, params) {
    const button = params.json<TelegramMenuButton>("menu_button") ?? { type: "default" as const };
    const { menu_buttons } = sim.store.settings();
    sim.store.updateSettings({ menu_buttons: { ...menu_buttons, [chatKey(params)]: button } });
    return true;
  },

  getChatMenuButton: (sim, params) =>
    sim.store.settings().menu_buttons[chatKey(params)] ?? { type: "commands" },

  setMyName(sim, params) {
    const name = params.text("name") || sim.options.botName;
    sim.store.updateSettings({ name });
    sim.bot.first_name = name;
    return true;
  },
  getMyName: (sim) => ({ name: sim.bot.first_name }),

  setMyDescription(sim, params) {
    sim.store.updateSettings({ description: params.text("description") ?? "" });
    return true;
  },
  getMyDescription: (sim) => ({ description: sim.store.settings().description }),

  setMyShortDescription(sim, params) {
    sim.store.updateSettings({ short_description: params.text("short_description") ?? "" });
    return true;
  },
  getMyShortDescription: (sim) => ({
    short_description: sim.store.settings().short_description,
  }),
};

function setCommands(sim: Sim, params: Params, commands: TelegramBotCommand[]): void {
  const all = sim.store.settings().commands;
  sim.store.updateSettings({ commands: { ...all, [scopeKey(params)]: commands } });
  sim.events.send({ type: "commands" });
}

/** Commands are kept apart by scope and language (Bot API, BotCommandScope). */
export function scopeKey(params: Params): string {
  const { type, ...rest } = params.json<{ type: string; chat_id?: number }>("scope") ?? {
    type: "default",
  };
  const chat = "chat_id" in rest && rest.chat_id ? `:${rest.chat_id}` : "";
  return `${type}${chat}|${params.text("language_code") ?? ""}`;
}

function chatKey(params: Params): string {
  return params.text("chat_id") ?? "default";
}

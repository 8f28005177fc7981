import type { Message, MessageEntity } from "grammy/types";
import { normalizeCode } from "@/lib/login/code";

/** A command of ours at the start of a text, and what was typed after it. */
export type Command = {
  name: "start" | "help" | "auth";
  /** Without the blanks around it. */
  rest: string;
  /** Where `rest` begins in the text, in UTF-16 code units. */
  at: number;
};

/** `/start`, `/START` and `/start@desk_bot`: in a private chat a command is for the bot it was sent to. */
const pattern = /^\/(start|help|auth)(?:@\w+)?$/i;

/** The command that a text begins with, or null; captions hold none. */
export function readCommand(message: Message): Command | null {
  const { text, entities } = message as { text?: unknown; entities?: unknown };
  if (typeof text !== "string" || !Array.isArray(entities)) return null;
  const entity = (entities as (Partial<MessageEntity> | null)[]).find(
    (one) => one?.type === "bot_command" && one.offset === 0,
  );
  const [, name] = pattern.exec(text.slice(0, entity?.length ?? 0)) ?? [];
  if (!entity?.length || !name) return null;
  const after = text.slice(entity.length);
  return {
    name: name.toLowerCase() as Command["name"],
    rest: after.trim(),
    at: entity.length + after.length - after.trimStart().length,
  };
}

/** The message as if only what follows the command had been written. */
export function withoutCommand<T extends Message>(message: T, { rest, at }: Command): T {
  const entities = message.entities
    ?.map((entity) => ({ ...entity, offset: entity.offset - at }))
    .filter(({ offset, length }) => offset >= 0 && offset + length <= rest.length);
  return { ...message, text: rest, entities };
}

/** What a `/start` command asks for; `text`: a person wrote something behind it. */
export type StartRequest =
  | { what: "code" | "invite" | "source"; value: string }
  | { what: "nothing" | "text" };

/** Bot API, "Deep linking": up to 64 of these characters. Anything else was typed by a person. */
const payload = /^[\w-]{1,64}$/;
/** What `createInvite` makes, with whatever a copied line has around it. */
const invite = /^inv_[\w-]{24}(?=\s|$)/;

/** Tells a deep link's payload from text; a code or an invite is recognised within other text, too. */
export function readStart(rest: string): StartRequest {
  if (rest === "") return { what: "nothing" };
  const [token] = invite.exec(rest) ?? [];
  if (token) return { what: "invite", value: token };
  const code = rest.startsWith("auth_") ? rest.slice("auth_".length) : null;
  if (code !== null && (payload.test(rest) || isLikeCode(code)))
    return { what: "code", value: code };
  if (!payload.test(rest)) return { what: "text" };
  return { what: rest.startsWith("inv_") ? "invite" : "source", value: rest };
}

/**
 * Whether it is a sign-in code, or one with a letter too few or too many: never shown in a thread. Before
 * other text only a whole code counts: "payment" is made of its letters.
 */
export function isLikeCode(text: string): boolean {
  const [first = ""] = text.trim().split(/\s/, 1);
  const signs = text.replace(/[\s-]/g, "");
  const whole = signs.padEnd(8, "A").slice(0, 8);
  const isMistyped = signs.length >= 6 && signs.length <= 10 && normalizeCode(whole) !== null;
  return isMistyped || normalizeCode(first) !== null;
}

/** Whether a person wrote something behind a command. */
export function isText({ name, rest }: Command): boolean {
  if (name === "start") return readStart(rest).what === "text";
  return rest !== "" && !(name === "auth" && isLikeCode(rest));
}

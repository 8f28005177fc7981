import type texts from "@/messages/refusals/en.json";

type Texts = typeof texts;

/** A stable code of why something was refused or failed; its text is in `messages/refusals/`. */
export type Reason = {
  [Group in keyof Texts & string]: `${Group}.${keyof Texts[Group] & string}`;
}[keyof Texts & string];

/** The values that a reason's text names. */
export type Params = Record<string, string | number>;

export type Notice = { reason: Reason; params: Params };

export function notice(reason: Reason, params: Params = {}): Notice {
  return { reason, params };
}

/** A reason as the message of a zod check: what a schema refuses has a code too. */
export const reason = (code: Reason): string => code;

/** Whether a zod message is a reason of ours: zod's own are sentences. */
export function isReason(message: string): message is Reason {
  return /^[a-z]\w*\.\w+$/i.test(message);
}

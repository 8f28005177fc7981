/**
 * One message of a socket, read strictly: a field of another type than the protocol's is absent, so
 * that nothing that a stranger sends is ever turned into a string by its own methods.
 */
export type Frame = {
  event: string;
  channel: string | undefined;
  /** The payload as an object, when it is one or is JSON of one. */
  data: Record<string, unknown>;
  /** The payload as it would travel on: a string stays as it is. */
  payload(): string;
};

/** Longest name of an event (Pusher Channels: 200 characters). */
export const longestEventName = 200;

/** The frame, or null when it is none. */
export function readFrame(text: string): Frame | null {
  const raw = parseObject(text);
  if (!raw || typeof raw.event !== "string" || raw.event.length > longestEventName) return null;
  const { event, channel, data } = raw;
  return {
    event,
    channel: typeof channel === "string" ? channel : undefined,
    data: (typeof data === "string" ? parseObject(data) : asObject(data)) ?? {},
    payload: () => (typeof data === "string" ? data : JSON.stringify(data ?? {})),
  };
}

/** JSON of an object, or null: of anything else, too. */
export function parseObject(text: unknown): Record<string, unknown> | null {
  if (typeof text !== "string") return null;
  try {
    return asObject(JSON.parse(text));
  } catch {
    return null;
  }
}

function asObject(value: unknown): Record<string, unknown> | null {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}

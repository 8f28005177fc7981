/**
 * One message of a socket. Fields of a wrong type are treated as absent: converting them could call
 * methods such as `toString` that the sender made up.
 */
export type Frame = {
  event: string;
  channel: string | undefined;
  /** The payload, when it is an object or the JSON of one. */
  data: Record<string, unknown>;
  /** The payload as text for relaying. Throws when it is nested too deeply. */
  payload(): string;
};

/** Maximum length of an event's name (Pusher Channels). */
export const longestEventName = 200;

/** Parses a frame; null when it is invalid. */
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

/** Parses the JSON of an object; null for anything else. */
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

/** Whether a socket may subscribe to this name (Pusher Channels, "Channel naming conventions"). */
export function isChannelName(name: unknown): name is string {
  return typeof name === "string" && /^[A-Za-z0-9_\-=@,.;]{1,200}$/.test(name);
}

/** Whether the HTTP API may publish to this name: a channel, or a user's sockets. */
export function isAddressee(name: unknown): name is string {
  return typeof name === "string" && (isChannelName(name) || userOf(name) !== null);
}

/** The user of `#server-to-user-ID`, or null. */
export function userOf(name: string): string | null {
  return /^#server-to-user-([A-Za-z0-9_\-=@,.;]{1,200})$/.exec(name)?.[1] ?? null;
}

export const isPresence = (channel: string) => channel.startsWith("presence-");
export const isPrivate = (channel: string) => channel.startsWith("private-") || isPresence(channel);
export const isCache = (channel: string) =>
  /^(private-|presence-|private-encrypted-)?cache-/.test(channel);

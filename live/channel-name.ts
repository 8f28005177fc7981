/** A name that a socket may join under (Pusher Channels, "Channel naming conventions"). */
export function isChannelName(name: unknown): name is string {
  return typeof name === "string" && /^[A-Za-z0-9_\-=@,.;]{1,200}$/.test(name);
}

/** What an event of the server may be addressed to: a channel, or all sockets of a person. */
export function isAddressee(name: unknown): name is string {
  return typeof name === "string" && (isChannelName(name) || userOf(name) !== null);
}

/** The person whom `#server-to-user-ID` means, or null. */
export function userOf(name: string): string | null {
  return /^#server-to-user-([A-Za-z0-9_\-=@,.;]{1,200})$/.exec(name)?.[1] ?? null;
}

export const isPresence = (channel: string) => channel.startsWith("presence-");
export const isPrivate = (channel: string) => channel.startsWith("private-") || isPresence(channel);
export const isCache = (channel: string) =>
  /^(private-|presence-|private-encrypted-)?cache-/.test(channel);

import { minute, second } from "@/lib/core/time";

/** Limits per socket, per address and for the whole server. */
export const limits = {
  /** Open sockets per address. A company behind one router, each person with several tabs, fits. */
  socketsPerAddress: 1000,
  /** Handshakes per address. */
  handshakes: { burst: 1000, perSecond: 100 },

  /** Maximum size of a message in bytes; a client event carries at most 10 kB. */
  messageBytes: 32 * 1024,
  /** Messages and control frames per socket. A browser that reconnects joins all its channels at once. */
  frames: { burst: 400, perSecond: 50 },
  /** The same before a socket is authenticated. */
  unauthenticatedFrames: { burst: 100, perSecond: 5 },
  /** Client events per socket (Pusher's own limit), and how many sockets one may be relayed to. */
  clientEvents: { burst: 10, perSecond: 10 },
  clientEventRecipients: 200,
  /** Bytes received per socket and second, frames of every kind included. */
  bytesPerSecond: 1024 * 1024,

  /** Channels per socket, and public ones, which need no signature. */
  channels: 1000,
  publicChannels: 100,
  /** Last events kept for cache channels, and for how long (Pusher: 30 minutes). */
  cachedEvents: 10_000,
  cacheLifetime: 30 * minute,

  /** Bytes buffered for a slow reader, and for all readers together. */
  bufferedBytes: 1024 * 1024,
  totalBufferedBytes: 64 * 1024 * 1024,

  /** A socket must authenticate within this time (Pusher closes it with 4009). */
  authenticationTimeout: minute,
  /** After this time without a frame the server pings; after twice the time the socket is dead. */
  idleTimeout: minute,
  /** Time for a handshake or an HTTP request to arrive completely. */
  requestTimeout: 10 * second,
  /** Time for the closing handshake. */
  closeTimeout: 2 * second,

  /** Maximum body of an HTTP API request in bytes: ten events of 10 kB, escaped. */
  bodyBytes: 1024 * 1024,
} as const;

export type Limits = { [Name in keyof typeof limits]: Widened<(typeof limits)[Name]> };
type Widened<T> = T extends number ? number : { [K in keyof T]: number };

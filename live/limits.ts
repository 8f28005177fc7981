import { minute, second } from "@/lib/core/time";

/** What one caller, and all together, may take of the server. */
export const limits = {
  /** Sockets of one address. A company behind one router, each with several tabs, fits. */
  socketsPerAddress: 1000,
  /** Handshakes of one address: so many at once, then so many a second. */
  handshakes: { burst: 1000, perSecond: 100 },

  /** Bytes of one message; a client event carries at most 10 kB. */
  messageBytes: 32 * 1024,
  /** Messages and control frames of one socket. A browser that comes back joins its channels at once. */
  frames: { burst: 400, perSecond: 50 },
  /** The same before it proved anything: an address may have a thousand such sockets. */
  strangerFrames: { burst: 100, perSecond: 5 },
  /** Client events of one socket (Pusher's own limit), and how many sockets one may reach. */
  clientEvents: { burst: 10, perSecond: 10 },
  clientEventReach: 200,
  /** Bytes that one socket may send between two looks, a second apart, in whatever frames. */
  bytesPerLook: 1024 * 1024,

  /** Channels of one socket; those without a signature anybody may invent. */
  channels: 1000,
  publicChannels: 100,
  /** Last events kept for cache channels, and how long (Pusher: 30 minutes). */
  cachedEvents: 10_000,
  cachedFor: 30 * minute,

  /** Bytes that wait for a reader who does not read: one, and all together. */
  waitingBytes: 1024 * 1024,
  waitingBytesInAll: 64 * 1024 * 1024,

  /** A socket that proved nothing for so long goes (Pusher's 4009). */
  strangerFor: minute,
  /** After so long a silence the server asks, and after the double the socket is dead. */
  silence: minute,
  /** A handshake or a request that does not come to its end. */
  requestFor: 10 * second,
  /** How long a refused or leaving socket may take to say good-bye. */
  goodbye: 2 * second,

  /** Bytes of a request of the HTTP API: ten events of 10 kB, escaped. */
  bodyBytes: 1024 * 1024,
} as const;

export type Limits = { [Name in keyof typeof limits]: Widened<(typeof limits)[Name]> };
type Widened<T> = T extends number ? number : { [K in keyof T]: number };

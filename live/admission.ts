import type { IncomingMessage } from "node:http";
import { forwardedFor } from "@/lib/peer/client-ip";
import { isNearby } from "@/lib/peer/direct-peer";
import { networkOf } from "@/lib/peer/network-of";
import type { Limits } from "./limits";
import { TokenBucket } from "./token-bucket";

export type AdmissionOptions = {
  limits: Limits;
  /** Number of own proxies in front of this server. */
  proxies: number;
  /** Allowed origins of pages; null for all. Requests without an Origin header are not from a page. */
  origins: string[] | null;
};

type Caller = { sockets: number; handshakes: TokenBucket };

/** Accepts or refuses handshakes by the page's origin and the client's address. */
export class Admission {
  private readonly callers = new Map<string, Caller>();

  constructor(private readonly options: AdmissionOptions) {}

  /** Returns the HTTP status of a refusal, or a function to call when the socket is closed. */
  admit(request: IncomingMessage): { status: 403 | 429 } | { release(): void } {
    const { origins, limits } = this.options;
    const { origin } = request.headers;
    if (origins && origin && !origins.includes(origin.toLowerCase())) return { status: 403 };
    const address = this.addressOf(request);
    // A direct peer of a private network is probably a proxy: only the server's own limit applies.
    if (address === null) return { release() {} };
    const network = networkOf(address);
    const caller = this.callers.get(network) ?? {
      sockets: 0,
      handshakes: new TokenBucket(limits.handshakes),
    };
    this.callers.set(network, caller);
    if (!caller.handshakes.take() || caller.sockets >= limits.socketsPerAddress) {
      return { status: 429 };
    }
    caller.sockets += 1;
    return {
      release() {
        caller.sockets -= 1;
      },
    };
  }

  private addressOf({ headers, socket }: IncomingMessage): string | null {
    const { proxies } = this.options;
    if (proxies > 0) return forwardedFor(String(headers["x-forwarded-for"] ?? ""), proxies);
    const peer = socket.remoteAddress ?? "";
    return isNearby(peer) ? null : peer;
  }

  /** Removes addresses without sockets and with a full token bucket. */
  tidy() {
    for (const [network, { sockets, handshakes }] of this.callers) {
      if (sockets === 0 && handshakes.isFull()) this.callers.delete(network);
    }
  }
}

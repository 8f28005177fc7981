import type { IncomingMessage } from "node:http";
import { forwardedFor } from "@/lib/http/client-ip";
import { isNearby } from "@/lib/http/direct-peer";
import { networkOf } from "@/lib/http/network-of";
import { Allowance } from "./allowance";
import type { Limits } from "./limits";

export type AdmissionOptions = {
  limits: Limits;
  /** How many proxies of our own stand before this server. */
  proxies: number;
  /** Origins of pages that may connect; null for all. Programs that send none always may. */
  origins: string[] | null;
};

type Caller = { sockets: number; handshakes: Allowance };

/** Decides at the handshake who may have a socket: by the page's origin and the caller's address. */
export class Admission {
  private readonly callers = new Map<string, Caller>();

  constructor(private readonly options: AdmissionOptions) {}

  /** The HTTP status of a refusal, or what to call when the socket is gone. */
  admit(request: IncomingMessage): { status: 403 | 429 } | { leave(): void } {
    const { origins, limits } = this.options;
    const { origin } = request.headers;
    if (origins && origin && !origins.includes(origin.toLowerCase())) return { status: 403 };
    const address = this.addressOf(request);
    // Somebody of the own network who names nobody is a proxy: only the whole server's limit holds.
    if (address === null) return { leave() {} };
    const network = networkOf(address);
    const caller = this.callers.get(network) ?? {
      sockets: 0,
      handshakes: new Allowance(limits.handshakes),
    };
    this.callers.set(network, caller);
    if (!caller.handshakes.take() || caller.sockets >= limits.socketsPerAddress) {
      return { status: 429 };
    }
    caller.sockets += 1;
    return {
      leave() {
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

  /** Forgets callers of whom nothing needs to be known. */
  tidy() {
    for (const [network, { sockets, handshakes }] of this.callers) {
      if (sockets === 0 && handshakes.isFull()) this.callers.delete(network);
    }
  }
}

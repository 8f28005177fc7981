import { randomInt } from "node:crypto";
import type { WebSocket } from "ws";
import type { Limits } from "./limits";
import { TokenBucket } from "./token-bucket";

export type Member = { user_id: string; user_info?: unknown };

/** One WebSocket connection of protocol 7, its subscriptions and its rate limits. */
export class LiveSocket {
  readonly id = `${randomInt(1, 2 ** 31)}.${randomInt(1, 2 ** 31)}`;
  readonly openedAt = performance.now();
  readonly channels = new Map<string, Member | null>();
  readonly clientEvents: TokenBucket;
  frames: TokenBucket;
  userId: string | null = null;
  publicChannels = 0;
  lastHeardAt = this.openedAt;
  private bytesCounted = 0;
  private isClosing = false;

  constructor(
    private readonly ws: WebSocket,
    private readonly limits: Limits,
    private readonly bytesRead: () => number,
  ) {
    this.frames = new TokenBucket(limits.unauthenticatedFrames);
    this.clientEvents = new TokenBucket(limits.clientEvents);
  }

  /** Applies the rate limit of authenticated sockets. */
  authenticate() {
    this.frames = new TokenBucket(this.limits.frames);
  }

  get isOpen(): boolean {
    return !this.isClosing && this.ws.readyState === this.ws.OPEN;
  }

  /** Bytes sent but not yet taken by the reader. */
  get bufferedBytes(): number {
    return this.ws.bufferedAmount;
  }

  /** Bytes received since the last call. */
  newBytes(): number {
    const total = this.bytesRead();
    const fresh = total - this.bytesCounted;
    this.bytesCounted = total;
    return fresh;
  }

  /** Sends a serialized frame. Returns false when the reader is too slow and was disconnected. */
  send(text: string): boolean {
    if (!this.isOpen) return true;
    this.ws.send(text);
    if (this.ws.bufferedAmount <= this.limits.bufferedBytes) return true;
    this.terminate();
    return false;
  }

  /** Sends a ping frame; browsers reply by themselves. */
  ping() {
    if (this.isOpen) this.ws.ping();
  }

  pong(data: Buffer) {
    if (this.isOpen) this.ws.pong(data);
  }

  /**
   * Sends `pusher:error` and closes; later frames are ignored. Codes 4000–4099: do not reconnect;
   * 4100–4199: reconnect after a pause; 4200–4299: reconnect immediately (Pusher protocol).
   */
  close(code: number, message: string) {
    if (!this.isOpen) return;
    this.ws.send(
      JSON.stringify({ event: "pusher:error", data: JSON.stringify({ code, message }) }),
    );
    this.isClosing = true;
    this.ws.close(code, message);
    // The peer may never answer the closing handshake.
    setTimeout(() => this.ws.terminate(), this.limits.closeTimeout).unref();
  }

  /** Destroys the connection without a closing handshake. */
  terminate() {
    this.isClosing = true;
    this.ws.terminate();
  }
}

import { randomInt } from "node:crypto";
import type { WebSocket } from "ws";
import { Allowance } from "./allowance";
import type { Limits } from "./limits";

export type Member = { user_id: string; user_info?: unknown };

/** One connection of protocol 7: what it proved, where it is, how much it may still send. */
export class LiveSocket {
  readonly id = `${randomInt(1, 2 ** 31)}.${randomInt(1, 2 ** 31)}`;
  readonly openedAt = performance.now();
  readonly channels = new Map<string, Member | null>();
  frames: Allowance;
  readonly clientEvents: Allowance;
  userId: string | null = null;
  publicChannels = 0;
  lastHeardAt = this.openedAt;
  /** Bytes read up to the last look. */
  bytesSeen = 0;
  private isOver = false;

  constructor(
    private readonly ws: WebSocket,
    private readonly limits: Limits,
    private readonly bytesRead: () => number,
  ) {
    this.frames = new Allowance(limits.strangerFrames);
    this.clientEvents = new Allowance(limits.clientEvents);
  }

  /** It is one of the team's: it may say more. */
  prove() {
    this.frames = new Allowance(this.limits.frames);
  }

  /** Whether anything may still be said to it or heard from it. */
  get isOpen(): boolean {
    return !this.isOver && this.ws.readyState === this.ws.OPEN;
  }

  /** Bytes that its reader has not taken yet. */
  get waitingBytes(): number {
    return this.ws.bufferedAmount;
  }

  /** Bytes that it sent since the last question. */
  newBytes(): number {
    const all = this.bytesRead();
    const fresh = all - this.bytesSeen;
    this.bytesSeen = all;
    return fresh;
  }

  /** Sends a ready frame; false when its reader is too far behind and had to be let go. */
  write(text: string): boolean {
    if (!this.isOpen) return true;
    this.ws.send(text);
    if (this.ws.bufferedAmount <= this.limits.waitingBytes) return true;
    this.drop();
    return false;
  }

  /** Asks for a sign of life, which every browser gives by itself. */
  ask() {
    if (this.isOpen) this.ws.ping();
  }

  /** Answers a control frame's question. */
  answer(data: Buffer) {
    if (this.isOpen) this.ws.pong(data);
  }

  /**
   * Tells the error and closes, hearing nothing more. Codes 4000–4099: do not come back; 4100–4199:
   * come back later; 4200–4299: come back at once.
   */
  refuse(code: number, message: string) {
    if (!this.isOpen) return;
    this.ws.send(
      JSON.stringify({ event: "pusher:error", data: JSON.stringify({ code, message }) }),
    );
    this.isOver = true;
    this.ws.close(code, message);
    // For another side that does not close.
    setTimeout(() => this.ws.terminate(), this.limits.goodbye).unref();
  }

  /** Ends it without a word: its other side does not listen, or sends too much to be read. */
  drop() {
    this.isOver = true;
    this.ws.terminate();
  }
}

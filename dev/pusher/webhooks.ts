import type { ChannelEvent } from "@/live/hub";
import { sign } from "@/live/signature";

/** Collects events for a moment and posts them signed, as Pusher does; failures are dropped. */
export class Webhooks {
  private waiting: ChannelEvent[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly app: { key: string; secret: string },
    private readonly url: string,
  ) {}

  push(event: ChannelEvent) {
    this.waiting.push(event);
    this.timer ??= setTimeout(() => this.flush(), 50);
  }

  private flush() {
    this.timer = undefined;
    const body = JSON.stringify({ time_ms: Date.now(), events: this.waiting.splice(0) });
    fetch(this.url, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "x-pusher-key": this.app.key,
        "x-pusher-signature": sign(this.app.secret, body),
      },
      body,
    }).catch(() => undefined);
  }
}

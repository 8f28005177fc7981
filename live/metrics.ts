import { Counter, collectDefaultMetrics, Gauge, Registry } from "prom-client";
import type { Hub } from "./hub";
import type { Refused } from "./serve-socket";

/** Prometheus metrics: counts only, no names of channels or users. */
export function liveMetrics(hub: Hub) {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  new Gauge({
    name: "live_sockets",
    help: "Open sockets.",
    registers,
    collect() {
      this.set(hub.sockets.size);
    },
  });
  new Gauge({
    name: "live_channels",
    help: "Channels with at least one socket.",
    registers,
    collect() {
      this.set(hub.channelNames.length);
    },
  });
  new Gauge({
    name: "live_buffered_bytes",
    help: "Bytes sent but not yet taken by readers.",
    registers,
    collect() {
      let bytes = 0;
      for (const socket of hub.sockets) bytes += socket.bufferedBytes;
      this.set(bytes);
    },
  });
  const counted = (name: string, help: string, count: () => number) =>
    new Counter({
      name,
      help,
      registers,
      collect() {
        this.reset();
        this.inc(count());
      },
    });
  counted("live_deliveries_total", "Frames sent to sockets.", () => hub.counts.deliveries);
  counted(
    "live_slow_readers_total",
    "Sockets terminated because their reader was too slow.",
    () => {
      return hub.counts.slow;
    },
  );
  const refusals = new Counter({
    name: "live_refusals_total",
    help: "Refused frames and sockets, by reason.",
    labelNames: ["reason"],
    registers,
  });
  const refused: Refused = (reason) => refusals.inc({ reason });
  return { registry, refused };
}

import { Counter, collectDefaultMetrics, Gauge, Registry } from "prom-client";
import type { Hub } from "./hub";
import type { Refused } from "./serve-socket";

/** What Prometheus may know: counts, never names of channels or people. */
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
    help: "Channels with somebody in them.",
    registers,
    collect() {
      this.set(hub.channelNames.length);
    },
  });
  new Gauge({
    name: "live_waiting_bytes",
    help: "Bytes that readers have not taken yet.",
    registers,
    collect() {
      let bytes = 0;
      for (const socket of hub.sockets) bytes += socket.waitingBytes;
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
  counted("live_slow_readers_total", "Sockets ended because their reader did not read.", () => {
    return hub.counts.slow;
  });
  const refusals = new Counter({
    name: "live_refusals_total",
    help: "What was refused, by reason.",
    labelNames: ["reason"],
    registers,
  });
  const refused: Refused = (reason) => refusals.inc({ reason });
  return { registry, refused };
}

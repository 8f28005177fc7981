import { createServer } from "node:net";

/** Whether nothing listens on this port of 127.0.0.1 (0 is always free). */
export function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
}

/** A port that was free a moment ago, chosen by the system. */
export function anyFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

/**
 * The remembered port, given 3 s to become free (a killed predecessor's child is just ending),
 * else the first free one from `preferred` on.
 */
export async function choosePort(remembered: number | undefined, preferred: number) {
  const end = Date.now() + 3000;
  while (remembered) {
    if (await isPortFree(remembered)) return remembered;
    if (Date.now() > end) break;
    await new Promise((done) => setTimeout(done, 100));
  }
  for (let port = preferred; port < preferred + 100; port++)
    if (await isPortFree(port)) return port;
  return anyFreePort();
}

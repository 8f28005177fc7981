import { Agent, request } from "node:http";

/** One request to send; `body` as a string. */
export type LoadRequest = {
  method: "GET" | "POST";
  path: string;
  headers?: Record<string, string>;
  body?: string;
};

export type LoadResult = {
  requestsPerSecond: number;
  /** Answers with status 200; everything else is in `failed`. */
  accepted: number;
  failed: number;
};

/**
 * Keeps `connections` requests in flight for `seconds`, each connection sending its next request when
 * the last one is answered. `next` makes each request anew; none is cut off at the end.
 */
export async function load(
  target: { port: number; connections: number; seconds: number },
  next: () => LoadRequest,
): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: target.connections });
  const started = performance.now();
  const end = started + target.seconds * 1000;
  let accepted = 0;
  let failed = 0;
  const connection = async () => {
    while (performance.now() < end) {
      if ((await send(agent, target.port, next())) === 200) accepted++;
      else failed++;
    }
  };
  await Promise.all(Array.from({ length: target.connections }, connection));
  const elapsed = (performance.now() - started) / 1000;
  agent.destroy();
  return { requestsPerSecond: accepted / elapsed, accepted, failed };
}

/** The answer's status once its body is read; 0 when the connection broke. */
function send(agent: Agent, port: number, one: LoadRequest): Promise<number> {
  return new Promise((resolve) => {
    const length = one.body === undefined ? {} : { "content-length": Buffer.byteLength(one.body) };
    const { method, path } = one;
    const headers = { ...one.headers, ...length };
    const sent = request({ agent, host: "127.0.0.1", port, method, path, headers }, (answer) => {
      answer.on("end", () => resolve(answer.statusCode ?? 0));
      answer.on("error", () => resolve(0));
      answer.resume();
    });
    sent.on("error", () => resolve(0));
    sent.end(one.body);
  });
}

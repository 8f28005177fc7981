import type { IncomingMessage, ServerResponse } from "node:http";
import { type Hub, isChannelName, isPresence } from "./hub";
import { refuseRequest } from "./signature";

type App = { id: string; key: string; secret: string };
type Event = {
  name?: unknown;
  channel?: unknown;
  channels?: unknown;
  data?: unknown;
  socket_id?: string;
};

const maxBody = 1024 * 1024;

/** The REST side: events in, state out; everything signed. */
export async function serveHttp(
  hub: Hub,
  app: App,
  request: IncomingMessage,
  response: ServerResponse,
) {
  const url = new URL(request.url ?? "/", "http://localhost");
  const body = await readBody(request);
  const answer = (status: number, value: unknown) => {
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify(value));
  };
  if (body === null) return answer(413, { error: "The body is too large" });
  const prefix = `/apps/${app.id}/`;
  if (!url.pathname.startsWith(prefix)) return answer(404, { error: "Unknown app" });
  const method = request.method ?? "GET";
  const refusal = refuseRequest(app, { method, path: url.pathname, query: url.searchParams, body });
  if (refusal) return answer(401, { error: refusal });
  const [status, value] = act(
    hub,
    method,
    url.pathname.slice(prefix.length),
    url.searchParams,
    body,
  );
  answer(status, value);
}

function act(
  hub: Hub,
  method: string,
  path: string,
  query: URLSearchParams,
  body: string,
): [number, unknown] {
  const terminated = /^users\/([^/]+)\/terminate_connections$/.exec(path)?.[1];
  if (method === "POST" && terminated) {
    hub.terminate(decodeURIComponent(terminated));
    return [200, {}];
  }
  if (method === "POST" && path === "events") return trigger(hub, [parseJson(body)]);
  if (method === "POST" && path === "batch_events") {
    const { batch } = (parseJson(body) ?? {}) as { batch?: unknown };
    return Array.isArray(batch) && batch.length <= 10
      ? trigger(hub, batch)
      : [400, { error: "Bad batch" }];
  }
  if (method === "GET" && path === "channels") return [200, { channels: listChannels(hub, query) }];
  const users = /^channels\/([^/]+)\/users$/.exec(path)?.[1];
  if (method === "GET" && users) {
    return [200, { users: [...hub.members(users).keys()].map((id) => ({ id })) }];
  }
  const channel = /^channels\/([^/]+)$/.exec(path)?.[1];
  if (method === "GET" && channel) return [200, describe(hub, channel, query.get("info") ?? "")];
  return [404, { error: "Not found" }];
}

function trigger(hub: Hub, events: unknown[]): [number, unknown] {
  const ready = [];
  for (const event of events as Event[]) {
    const channels = event?.channels ?? [event?.channel];
    if (typeof event?.name !== "string" || typeof event.data !== "string")
      return [400, { error: "Bad event" }];
    if (!Array.isArray(channels) || channels.length > 100)
      return [400, { error: "At most 100 channels" }];
    if (!channels.every(isChannelName)) return [400, { error: "Invalid channel name" }];
    if (Buffer.byteLength(event.data) > 10 * 1024) return [413, { error: "Data over 10 kB" }];
    ready.push({ name: event.name, data: event.data, channels, except: event.socket_id });
  }
  for (const { name, data, channels, except } of ready) {
    for (const channel of channels) hub.broadcast(channel, name, data, except);
  }
  return [200, {}];
}

function listChannels(hub: Hub, query: URLSearchParams) {
  const prefix = query.get("filter_by_prefix") ?? "";
  const names = [...hub.channels.keys()].filter((name) => name.startsWith(prefix));
  return Object.fromEntries(names.map((name) => [name, facts(hub, name, query.get("info") ?? "")]));
}

function describe(hub: Hub, channel: string, info: string) {
  return { occupied: hub.channels.has(channel), ...facts(hub, channel, info) };
}

function facts(hub: Hub, channel: string, info: string) {
  const wanted = info.split(",");
  return {
    ...(wanted.includes("user_count") && isPresence(channel)
      ? { user_count: hub.members(channel).size }
      : {}),
    ...(wanted.includes("subscription_count")
      ? { subscription_count: hub.channels.get(channel)?.size ?? 0 }
      : {}),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > maxBody) return null;
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString();
}

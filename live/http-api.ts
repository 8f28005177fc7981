import type { IncomingMessage, ServerResponse } from "node:http";
import { isAddressee, isPresence } from "./channel-name";
import { longestEventName, parseObject } from "./frame";
import type { Hub } from "./hub";
import { type App, largestData } from "./serve-socket";
import { isBodyOf, refuseRequest } from "./signature";

type Answer = [status: number, value: unknown];

/** Pusher's HTTP API: publishes events and returns the state of channels. The signature is checked before the body is read. */
export async function handleApiRequest(
  hub: Hub,
  app: App,
  maxBody: number,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
) {
  const [status, value] = await act(hub, app, maxBody, request, url);
  closeWhenLong(request, response, maxBody);
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(value));
}

async function act(
  hub: Hub,
  app: App,
  maxBody: number,
  request: IncomingMessage,
  url: URL,
): Promise<Answer> {
  const prefix = `/apps/${app.id}/`;
  if (!url.pathname.startsWith(prefix)) return [404, { error: "Unknown app" }];
  const { method = "GET" } = request;
  const query = url.searchParams;
  const refusal = refuseRequest(app, { method, path: url.pathname, query });
  if (refusal) return [401, { error: refusal }];
  const body = await readBody(request, maxBody);
  if (body === null) return [413, { error: "The body is too large" }];
  if (!isBodyOf(query, body)) return [401, { error: "body_md5 does not match" }];
  const path = url.pathname.slice(prefix.length).split("/").map(decoded);
  if (path.includes(null)) return [400, { error: "Unreadable path" }];
  return method === "POST"
    ? post(hub, path as string[], body)
    : method === "GET"
      ? get(hub, path as string[], query)
      : [405, { error: "Only GET and POST" }];
}

function post(hub: Hub, [what, id, verb, ...rest]: string[], body: string): Answer {
  if (what === "users" && id && verb === "terminate_connections" && rest.length === 0) {
    hub.terminateUser(id);
    return [200, {}];
  }
  if (id !== undefined) return notFound;
  if (what === "events") return trigger(hub, [parseObject(body)]);
  if (what !== "batch_events") return notFound;
  const batch = parseObject(body)?.batch;
  return Array.isArray(batch) && batch.length <= 10
    ? trigger(hub, batch)
    : [400, { error: "At most 10 events in a batch" }];
}

function get(hub: Hub, [what, name, more, ...rest]: string[], query: URLSearchParams): Answer {
  if (what !== "channels" || rest.length > 0) return notFound;
  const wanted = (query.get("info") ?? "").split(",");
  if (name === undefined) {
    const prefix = query.get("filter_by_prefix") ?? "";
    const names = hub.channelNames.filter((one) => one.startsWith(prefix));
    const channels = names.map((one) => [one, factsOf(hub, one, wanted)] as const);
    return [200, { channels: Object.fromEntries(channels) }];
  }
  if (more === "users") return [200, { users: hub.memberIds(name).map((id) => ({ id })) }];
  if (more !== undefined) return notFound;
  const occupied = hub.countsOf(name).sockets > 0;
  return [200, { occupied, ...factsOf(hub, name, wanted) }];
}

const notFound: Answer = [404, { error: "Not found" }];

function factsOf(hub: Hub, name: string, wanted: string[]) {
  const { sockets, members } = hub.countsOf(name);
  return {
    ...(wanted.includes("user_count") && isPresence(name) ? { user_count: members } : {}),
    ...(wanted.includes("subscription_count") ? { subscription_count: sockets } : {}),
  };
}

type Event = { name: string; data: string; channels: string[]; except: string | undefined };

function trigger(hub: Hub, raw: unknown[]): Answer {
  const events: Event[] = [];
  // All or none: an invalid event must not leave a batch half published.
  for (const one of raw) {
    const event = readEvent(one);
    if (Array.isArray(event)) return event;
    events.push(event);
  }
  for (const { name, data, channels, except } of events) {
    for (const channel of channels) hub.broadcast(channel, name, data, except);
  }
  return [200, {}];
}

function readEvent(raw: unknown): Event | Answer {
  const {
    name,
    data,
    channel,
    channels = [channel],
    socket_id,
  } = (raw ?? {}) as Record<string, unknown>;
  if (typeof name !== "string" || typeof data !== "string" || name.length > longestEventName) {
    return [400, { error: "An event has a name and data, both strings" }];
  }
  if (!Array.isArray(channels) || channels.length > 100) {
    return [400, { error: "At most 100 channels" }];
  }
  if (!channels.every(isAddressee)) return [400, { error: "Invalid channel name" }];
  if (Buffer.byteLength(data) > largestData) return [413, { error: "Data over 10 kB" }];
  return { name, data, channels, except: typeof socket_id === "string" ? socket_id : undefined };
}

function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}

/** Node reads the rest of an unread body; a body that is too long, or chunked, ends the connection instead. */
export function closeWhenLong(request: IncomingMessage, response: ServerResponse, maxBody: number) {
  const { "content-length": length = 0, "transfer-encoding": coding } = request.headers;
  const isChunked = coding !== undefined && !request.complete;
  if (isChunked || Number(length) > maxBody) response.setHeader("connection", "close");
}

/** The body as text, or null when it is longer than allowed. */
async function readBody(request: IncomingMessage, maxBytes: number): Promise<string | null> {
  if (Number(request.headers["content-length"] ?? 0) > maxBytes) return null;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    size += (chunk as Buffer).length;
    if (size > maxBytes) return null;
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString();
}

import { routeModules } from "@/app/api/schema/route-modules";

type Handler = (
  request: Request,
  next: { params: Promise<Record<string, string>> },
) => Promise<Response>;

/** A request to a route's handler, as the server would give it; ids of the path come by its pattern. */
export type Call = {
  token?: string | undefined;
  headers?: Record<string, string>;
  /** Sent as JSON; a string goes as it is. */
  body?: unknown;
};

/** Calls the handler behind an address, with or without a trailing slash. */
export async function callRoute(method: string, address: string, call: Call = {}) {
  const url = new URL(address, "http://127.0.0.1:3999");
  const path = url.pathname.endsWith("/") ? url.pathname : `${url.pathname}/`;
  const patterns = Object.keys(routeModules) as (keyof typeof routeModules)[];
  const pattern = patterns.find((one) => one === path) ?? patterns.find((one) => fits(one, path));
  if (!pattern) throw new Error(`no route at ${path}`);
  const module = (await routeModules[pattern]()) as Record<string, unknown>;
  const handler = module[method] as Handler | undefined;
  if (!handler) throw new Error(`${pattern} takes no ${method}`);
  const hasBody = call.body !== undefined;
  const request = new Request(url, {
    method,
    headers: {
      host: url.host,
      ...(hasBody ? { "content-type": "application/json" } : {}),
      ...(call.token ? { authorization: `Bearer ${call.token}` } : {}),
      ...call.headers,
    },
    ...(hasBody
      ? { body: typeof call.body === "string" ? call.body : JSON.stringify(call.body) }
      : {}),
  });
  const response = await handler(request, { params: Promise.resolve(paramsOf(pattern, path)) });
  const text = await response.text();
  const isJson = /json/.test(response.headers.get("content-type") ?? "");
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: isJson ? JSON.parse(text) : null,
  };
}

export type Answer = Awaited<ReturnType<typeof callRoute>>;

function fits(pattern: string, path: string): boolean {
  return new RegExp(`^${pattern.replace(/{\w+}/g, "[^/]+")}$`).test(path);
}

function paramsOf(pattern: string, path: string): Record<string, string> {
  const values = path.split("/");
  const params: Record<string, string> = {};
  pattern.split("/").forEach((part, at) => {
    const name = /^{(\w+)}$/.exec(part)?.[1];
    if (name) params[name] = decodeURIComponent(values[at] ?? "");
  });
  return params;
}

import { globSync, readFileSync } from "node:fs";
import { openRoutes, type Parts } from "./route-table";
import type { Caller, World } from "./route-world";

const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

type Handler = (
  request: Request,
  next: { params: Promise<Record<string, string>> },
) => Promise<Response>;

/** Every exported method of every route file, by "METHOD /path/". */
export async function everyRoute(): Promise<Map<string, Handler>> {
  const found = new Map<string, Handler>();
  for (const file of globSync("app/api/**/route.ts")) {
    const folder = file.replaceAll("\\", "/").slice("app".length, -"/route.ts".length);
    const path = folder.includes("[...") ? folder : `${folder.replace(/\[([^\]]+)\]/g, "{$1}")}/`;
    const text = readFileSync(file, "utf8");
    const known = methods.filter((method) => new RegExp(`\\b${method}\\b`).test(text));
    const isOpen = known.every((method) => openRoutes[`${method} ${path}`]);
    // NextAuth's file cannot be loaded outside Next; open routes are not called here anyway.
    const module: Partial<Record<string, Handler>> = isOpen
      ? {}
      : await import(/* @vite-ignore */ `../../../${file}`);
    for (const method of known) {
      const handler = module[method];
      if (isOpen) found.set(`${method} ${path}`, async () => new Response());
      else if (handler) found.set(`${method} ${path}`, handler);
    }
  }
  return found;
}

/** Calls a route as somebody, about one thing; returns the answer's status and body. */
export function callerOn(routes: Map<string, Handler>, world: () => World) {
  return async (key: string, who: Caller, id: number, parts: Parts = {}) => {
    const [method = "GET", path = ""] = key.split(" ");
    const url = new URL(`http://desk${path.replace("{id}", String(id))}`);
    if (parts.query) url.search = parts.query;
    const headers = await world().headersOf(who);
    const body = parts.form
      ? new URLSearchParams(parts.form).toString()
      : JSON.stringify(parts.body);
    const request = new Request(url, {
      method,
      headers,
      ...(method === "GET" || body === undefined ? {} : { body }),
    });
    const handler = routes.get(key);
    if (!handler) throw new Error(`no such route: ${key}`);
    const response = await handler(request, { params: Promise.resolve({ id: String(id) }) });
    const isJson = response.headers.get("content-type")?.includes("json");
    const answer: unknown = isJson ? await response.json() : await response.text().catch(() => "");
    return { status: response.status, answer };
  };
}

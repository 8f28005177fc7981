import { routeTable } from "./route-table";

const screens = new Set(
  "login dashboard kanban clients chat logs operators reports media settings simulator".split(" "),
);

/** The address pattern of a request path, from a bounded set: ids and unknown addresses are folded. */
export function routeLabel(pathname: string): string {
  const pattern = apiPattern(pathname);
  if (pattern) return pattern;
  const first = pathname.split("/")[1] ?? "";
  if (first === "") return "/";
  if (first === "_next") return "/_next";
  return screens.has(first) ? `/${first}` : "other";
}

/** The methods that an address of the API takes; undefined for one that is not there. */
export function allowedMethods(pathname: string): string[] | undefined {
  const methods = routeTable[apiPattern(pathname) ?? ""];
  if (!methods) return undefined;
  return [...methods, ...(methods.includes("GET") ? ["HEAD"] : []), "OPTIONS"];
}

function apiPattern(pathname: string): string | undefined {
  if (!pathname.startsWith("/api/")) return undefined;
  const path = pathname.endsWith("/") ? pathname : `${pathname}/`;
  if (Object.hasOwn(routeTable, path)) return path;
  return patterns.find(({ test }) => test.test(path))?.pattern;
}

const patterns = Object.keys(routeTable)
  .filter((pattern) => pattern.includes("{"))
  .map((pattern) => ({ pattern, test: new RegExp(`^${pattern.replace(/{\w+}/g, "[^/]+")}$`) }));

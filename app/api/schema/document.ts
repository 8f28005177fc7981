import { openApiDocument, type RouteModule } from "@/lib/http/openapi/openapi";
import { routeModules } from "./route-modules";

let made: Promise<ReturnType<typeof openApiDocument>> | undefined;

/** The API's OpenAPI document, made at the first request for it. */
export function apiDocument() {
  made ??= makeDocument();
  return made;
}

async function makeDocument() {
  const entries = Object.entries(routeModules).map(
    async ([path, load]): Promise<[string, RouteModule]> => [path, await load()],
  );
  return openApiDocument(Object.fromEntries(await Promise.all(entries)));
}

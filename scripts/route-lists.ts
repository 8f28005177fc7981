import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const folder = "app/api";

/** Where the lists of API routes are kept, and what must stand in each: run this file to write them. */
export function routeLists(): Record<string, string> {
  const routes = routeFiles().map((file) => ({
    path: `/api/${file
      .replace(/route\.ts$/, "")
      .replaceAll("[", "{")
      .replaceAll("]", "}")}`,
    module: `@/app/api/${file.replace(/\.ts$/, "")}`,
    methods: exportedMethods(readFileSync(join(folder, file), "utf8")),
  }));
  return {
    "lib/http/watch/route-table.ts": [
      "// Written by `npx tsx scripts/write-routes.ts`: do not edit.",
      "",
      "/** Every address of the API and the methods that it takes. */",
      "export const routeTable: Record<string, readonly string[]> = {",
      ...routes.map(({ path, methods }) => `  "${path}": ${listText(methods)},`),
      "};",
      "",
    ].join("\n"),
    "app/api/schema/route-modules.ts": [
      "// Written by `npx tsx scripts/write-routes.ts`: do not edit.",
      "",
      "/** Every route of the API that the document may describe, by its address. */",
      "export const routeModules = {",
      ...routes
        .filter(({ path }) => !path.startsWith("/api/schema/"))
        .map(({ path, module }) => moduleText(path, module)),
      "};",
      "",
    ].join("\n"),
  };
}

/** Writes the lists that are no longer true; next.config.ts does it at each start and build. */
export function writeRouteLists(): void {
  for (const [file, text] of Object.entries(routeLists())) {
    if (readFileSync(file, "utf8") !== text) writeFileSync(file, text);
  }
}

function routeFiles(): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => file.endsWith("/route.ts") && !file.includes("[..."))
    .sort();
}

function exportedMethods(source: string): string[] {
  return ["GET", "POST", "PUT", "PATCH", "DELETE"].filter((method) =>
    new RegExp(`export (const|(async )?function) ${method}\\b`).test(source),
  );
}

function listText(methods: string[]): string {
  return `[${methods.map((method) => `"${method}"`).join(", ")}]`;
}

// As the formatter would write it: lines of at most 100 characters.
function moduleText(path: string, module: string): string {
  const line = `  "${path}": () => import("${module}"),`;
  return line.length <= 100 ? line : `  "${path}": () =>\n    import("${module}"),`;
}

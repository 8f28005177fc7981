import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Where `npm test` builds before it runs the suites. */
export const build = ".next-test";
export const isBuilt = existsSync(`${build}/BUILD_ID`);

/** Every page of the build: its address as the build writes it, and the segments that lead to it. */
export function builtPages(): { path: string; segments: string[] }[] {
  return Object.entries(pathsBySource()).flatMap(([source, path]) =>
    source.endsWith("/page") ? [{ path, segments: source.split("/").slice(1, -1) }] : [],
  );
}

/** Every route handler of the build by its address, ids as `{id}`. */
export function builtRoutes(): string[] {
  return Object.entries(pathsBySource()).flatMap(([source, path]) =>
    source.endsWith("/route") ? [path.replace(/\[(\w+)\]/g, "{$1}")] : [],
  );
}

export type BuiltAction = {
  id: string;
  /** As in `actionRules`: "file name". */
  name: string;
  /** An address whose page can run it. */
  path: string;
};

/** Every server action that the build would run, once each. */
export function builtActions(): BuiltAction[] {
  const manifest = readJson<{
    node: Record<
      string,
      { filename: string; exportedName: string; workers: Record<string, unknown> }
    >;
  }>("server/server-reference-manifest.json");
  const paths = pathsBySource();
  return Object.entries(manifest.node).map(([id, { filename, exportedName, workers }]) => {
    const worker = Object.keys(workers)[0]?.replace(/^app/, "") ?? "";
    return { id, name: `${filename} ${exportedName}`, path: paths[worker] ?? "/" };
  });
}

function pathsBySource() {
  return readJson<Record<string, string>>("app-path-routes-manifest.json");
}

function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(join(build, file), "utf8")) as T;
}

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { build } from "./built";
import { spawnChild, stopChild } from "./child";
import { freePort } from "./postgres";
import { waitFor } from "./wait-for";

/** A copy of the built web server without `proxy.ts`: nothing but the routes' own guards is left. */
export async function startBareWeb(env: Record<string, string> = {}) {
  const folder = mkdtempSync(join(tmpdir(), "crm-bare-"));
  cpSync(`${build}/standalone`, folder, { recursive: true, verbatimSymlinks: true });
  removeProxy(join(folder, build, "server"));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawnChild(resolve("node_modules/.bin/node"), [join(folder, "server.js")], {
    ...env,
    NODE_ENV: "production",
    HOSTNAME: "127.0.0.1",
    PORT: String(port),
  });
  const answers = () => fetch(`${url}/api/health`).catch(() => null);
  await waitFor(async () => (await answers())?.ok, "the web server without its proxy", 60_000);
  return {
    url,
    async stop() {
      await stopChild(child, "SIGKILL");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Throws when there was none: then nothing would be proved by its absence. */
function removeProxy(server: string) {
  const file = join(server, "functions-config-manifest.json");
  const manifest = JSON.parse(readFileSync(file, "utf8")) as { functions: Record<string, unknown> };
  if (!manifest.functions["/_middleware"]) throw new Error("the build has no proxy to remove");
  delete manifest.functions["/_middleware"];
  writeFileSync(file, JSON.stringify(manifest));
  rmSync(join(server, "middleware.js"));
}

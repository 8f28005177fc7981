import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { build } from "esbuild";

/** The commit of the previous release; moved when a release is made. */
const release = readFileSync("db/previous-release", "utf8").trim();

/** What a web server of that release does with a client's message, in its own modules. */
const probe = `
import { handleUpdate } from "@/bot/handle-update";
import { closeDatabase, db } from "@/db/client";
import { listConversations } from "@/lib/conversations/queries";
import { sendMessage } from "@/lib/messages/send-message";
const { updates, operatorId } = JSON.parse(process.env.PROBE ?? "");
for (const update of updates) await (await handleUpdate(update))();
const actor = { type: "operator", via: "session", operatorId, name: "Ольга", role: "admin",
  departmentId: null, sessionId: 1, tokenId: null } as const;
const ctx = { actor, db: db(), requestId: "previous", ip: null };
const { results } = await listConversations(ctx, { view: "all", limit: 10 } as never);
const clientId = Number(results[0]?.client.id);
const sent = await sendMessage(ctx, { client_id: clientId, content: "Уже в пути" } as never);
await closeDatabase();
process.stdout.write("\\n" + JSON.stringify({ results, sent }));
process.exit(0);
`;

/**
 * The core of the previous release, or null when this clone's history does not reach it. `ask` runs it as
 * a process of its own against a database and returns what it printed.
 */
export async function previousCore() {
  if (!isKnown()) return null;
  const folder = mkdtempSync(join(tmpdir(), "crm-previous-"));
  const archive = execFileSync("git", ["archive", release, "bot", "db", "lib", "tsconfig.json"], {
    maxBuffer: 256 * 1024 * 1024,
  });
  execFileSync("tar", ["-x", "-C", folder], { input: archive });
  mkdirSync(join(folder, "out"));
  symlinkSync(resolve("node_modules"), join(folder, "node_modules"));
  writeFileSync(join(folder, "probe.ts"), probe);
  await build({
    entryPoints: [join(folder, "probe.ts")],
    outfile: join(folder, "out/probe.mjs"),
    tsconfig: join(folder, "tsconfig.json"),
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node24",
    packages: "external",
    logLevel: "error",
  });
  return {
    functions: () => previousFunctions(),
    ask<T>(env: Record<string, string>): T {
      const said = execFileSync("node_modules/.bin/node", [join(folder, "out/probe.mjs")], {
        encoding: "utf8",
        env: { ...process.env, ...env },
      });
      return JSON.parse(said.trimEnd().split("\n").at(-1) ?? "") as T;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function isKnown(): boolean {
  try {
    execFileSync("git", ["cat-file", "-e", `${release}^{commit}`], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** All SQL of that release's functions. */
function previousFunctions(): string {
  const files = execFileSync("git", ["ls-tree", "--name-only", release, "db/functions/"], {
    encoding: "utf8",
  });
  return files
    .trim()
    .split("\n")
    .map((file) => execFileSync("git", ["show", `${release}:${file}`], { encoding: "utf8" }))
    .join("\n");
}

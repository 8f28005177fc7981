import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Ban, bans, type Layer, layers, layersFile } from "./layers";
import { runBiome } from "./run-biome";

// Biome runs once over a folder of offending files, with our own configuration.
const folder = mkdtempSync(join(tmpdir(), "crm-lint-"));
const findings = new Map<string, string[]>();
const names = Object.keys(bans) as (keyof typeof bans)[];

/** Imports that must be refused, said by hand: a line lost from the table fails here. */
const refused: [file: string, module: string][] = [
  ["app/(crm)/page.tsx", "drizzle-orm"],
  ["app/(crm)/actions.ts", "@/jobs/registry"],
  ["app/api/messages/route.ts", "@/bot/create-bot"],
  ["app/api/telegram/webhook/route.ts", "@/db/client"],
  ["app/api/cron/route.ts", "grammy"],
  ["app/(crm)/_components/list.tsx", "@/lib/clients/queries"],
  ["components/chat/list.tsx", "@/lib/clients/queries"],
  ["components/chat/list.tsx", "@/db/client"],
  ["bot/start.ts", "next/server"],
  ["bot/start.ts", "postgres"],
  ["jobs/sweep.ts", "@/components/ui/button"],
  ["jobs/sweep.ts", "@/bot/create-bot"],
  ["live/main.ts", "@/lib/clients/queries"],
  ["live/main.ts", "@/db/client"],
  ["lib/clients/rename.ts", "../core/env"],
  ["lib/clients/rename.ts", "@aws-sdk/client-s3"],
  ["lib/clients/rename.ts", "pusher"],
  ["lib/clients/rename.ts", "grammy/types"],
  ["lib/clients/rename.ts", "graphile-worker"],
  ["lib/clients/rename.ts", "@/dev/main"],
  ["lib/clients/rename.ts", "react"],
  ["lib/clients/rename.ts", "@/lib/realtime/publish"],
  ["lib/clients/rename.ts", "@/lib/queue/wake"],
  ["bot/start.ts", "@/lib/realtime/publish"],
  ["lib/core/env.ts", "@/lib/clients/schemas"],
  ["lib/core/env.ts", "@/db/client"],
  ["lib/http/route.ts", "@/app/page"],
  ["lib/queue/wake.ts", "@/jobs/registry"],
  ["lib/storage/files.ts", "pusher"],
  ["db/client.ts", "@/bot/create-bot"],
  ["db/client.ts", "next"],
];

beforeAll(async () => {
  const modules = names.flatMap((name) => samples(bans[name]));
  const files = Object.fromEntries([
    ...layers.map((layer) => [fixture(layer), imports(modules)]),
    ...refused.map(([file, module], at) => [besides(file, at), imports([module])]),
  ]);
  const only = ["--only=style/noRestrictedImports"];
  for (const { message, location } of await runBiome(folder, files, only)) {
    const at = `${location.path}:${location.start.line}`;
    findings.set(at, [...(findings.get(at) ?? []), message]);
  }
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("layers.json is what the table says (npm run lint:rules writes it)", () => {
  expect(readFileSync("lint/layers.json", "utf8")).toBe(layersFile());
});

test.each(refused)("%s may not import %s", (file, module) => {
  const at = refused.findIndex(([path, other]) => path === file && other === module);
  expect([...findings.keys()]).toContain(`${besides(file, at)}:1`);
});

describe.each(layers)("$includes", (layer) => {
  test.each(names)("%s", (name) => {
    const ban: Ban = bans[name];
    const before = names.slice(0, names.indexOf(name)).flatMap((other) => samples(bans[other]));
    const fires = ban.group.map((_glob, at) =>
      (findings.get(`${fixture(layer)}:${before.length + at + 1}`) ?? []).includes(ban.message),
    );
    expect(fires).toEqual(
      ban.group.map((glob) => layer.bans.includes(ban) && !glob.startsWith("!")),
    );
  });
});

/** A module for each glob of a ban, an exception's too. */
function samples({ group }: Ban): string[] {
  return group.map((glob) =>
    glob
      .replace(/^!/, "")
      .replace(/\{(\w+),[^}]*\}/, "$1")
      .replaceAll(/\*+/g, "sample"),
  );
}

/** A path that lies in the layer. */
function fixture({ includes: [glob = ""] }: Layer): string {
  return glob.endsWith("/**") ? `${glob.replaceAll("**", "sample")}/every-import.ts` : glob;
}

/** The same path with a name that no other fixture has. */
function besides(path: string, at: number): string {
  return path.replace(/\.tsx?$/, `-${at}.ts`);
}

const imports = (modules: string[]) => modules.map((module) => `import "${module}";\n`).join("");

import { cpSync, rmSync } from "node:fs";
import { build } from "esbuild";

// After `next build`: worker, live updates, migrations and the administration shell as plain JavaScript in dist/,
// so that the image needs no TypeScript and no development packages. `dist/` is whole by itself.
// Another folder can be named as the argument.
const folder = process.argv[2] ?? "dist";
rmSync(folder, { recursive: true, force: true });
await build({
  entryPoints: {
    worker: "jobs/worker.ts",
    live: "live/main.ts",
    migrate: "scripts/migrate.ts",
    crm: "scripts/crm.ts",
  },
  outdir: folder,
  outExtension: { ".js": ".mjs" },
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node24",
  sourcemap: "linked",
  legalComments: "none",
  // dev/ is for `npm run dev` alone and never reached in production.
  external: ["@/dev/*"],
  // Packages in CommonJS ask for Node's own modules through `require`.
  banner: {
    js: 'import { createRequire as makeRequire } from "node:module"; const require = makeRequire(import.meta.url);',
  },
});
cpSync("db/migrations", `${folder}/migrations`, { recursive: true });
cpSync("db/functions", `${folder}/functions`, { recursive: true });

import { spawnSync } from "node:child_process";
import { commitToBrowser } from "./commit-to-browser";
import { commitToScreen } from "./commit-to-screen";
import { commitToTelegram } from "./commit-to-telegram";
import { screens } from "./screens";
import { startDesk } from "./support/desk";
import { machine, type Row, report } from "./support/report";
import { throughput } from "./throughput";

// `npm run bench`: builds, starts the whole product beside its stand-ins, measures, and compares each
// figure with its limit or peer of the same run; a row over its limit makes the exit code 1. What each
// screen weighs in JavaScript is held by tests/e2e/screens/every-screen.spec.ts. `-- --no-build` measures
// the build that is there.
if (!process.argv.includes("--no-build")) build();
const before = machine();
const desk = await startDesk();
try {
  const rows: Row[] = [];
  // The live ones first: afterwards the database is large and the push server has a backlog.
  // `-- --only screens`: one of them.
  const only = process.argv[process.argv.indexOf("--only") + 1];
  const all = [commitToScreen, commitToTelegram, throughput, commitToBrowser, screens];
  for (const measure of all.filter(
    ({ name }) => !process.argv.includes("--only") || name === only,
  )) {
    console.log(`measuring: ${measure.name}`);
    const found = await measure(desk);
    for (const { name, value, ratio } of found) {
      console.log(`  ${name}: ${value.toFixed(1)}, ratio ${ratio.toFixed(2)}`);
    }
    rows.push(...found);
  }
  if (!report(rows, before)) process.exitCode = 1;
} finally {
  await desk.stop();
}

function build() {
  const result = spawnSync("node_modules/.bin/next", ["build"], {
    stdio: "inherit",
    env: { ...process.env, NEXT_DIST_DIR: ".next-test", NODE_ENV: "production" },
  });
  if (result.status !== 0) process.exit(result.status ?? 1);
}

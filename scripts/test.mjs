// `npm test`: everything that must hold, in order of cost; counts what really ran.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";

const report = "test-results";
rmSync(report, { recursive: true, force: true });
mkdirSync(report, { recursive: true });

const stages = [
  check("format and lint", "biome", ["ci", "--error-on-warnings", "."]),
  check("types", "tsc", ["--noEmit"]),
  check("unused code", "knip", []),
  check("build", "next", ["build"], { NEXT_DIST_DIR: ".next-test", NODE_ENV: "production" }),
  {
    name: "unit, stand-ins, integration, HTTP",
    command: "vitest",
    args: [
      "run",
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${report}/vitest.json`,
    ],
    count: countVitest,
  },
  { name: "browser journeys", command: "playwright", args: ["test"], count: countPlaywright },
];

const sum = { passed: 0, failed: 0, flaky: 0, skipped: 0 };
for (const stage of stages) {
  console.log(`\n── ${stage.name}`);
  const started = Date.now();
  const result = spawnSync(`node_modules/.bin/${stage.command}`, stage.args, {
    stdio: "inherit",
    env: { ...process.env, ...stage.env },
  });
  const counts = stage.count(result.status === 0);
  for (const kind of Object.keys(sum)) sum[kind] += counts[kind] ?? 0;
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(`── ${stage.name}: ${words(counts)} in ${seconds} s`);
}
// What ran twice or not at all is said; the last line stays the same for whoever counts by it.
if (sum.flaky + sum.skipped > 0) console.log(`\n${sum.flaky} flaky, ${sum.skipped} skipped`);
console.log(`\n${sum.passed} passed, ${sum.failed} failed`);
process.exit(sum.failed === 0 && sum.passed > 0 ? 0 : 1);

function words({ passed, failed, flaky = 0, skipped = 0 }) {
  const more = [flaky && `${flaky} of them flaky`, skipped && `${skipped} skipped`].filter(Boolean);
  return [`${passed} passed`, `${failed} failed`, ...more].join(", ");
}

function check(name, command, args, env = {}) {
  const count = (ok) => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1 });
  return { name, command, args, env, count };
}

function countVitest(ok) {
  return withExit(ok, `${report}/vitest.json`, (json) => ({
    passed: json.numPassedTests,
    // A suite that could not even load has no failed tests of its own.
    failed: json.numFailedTests + json.testResults.filter(isBrokenSuite).length,
    skipped: json.numPendingTests + json.numTodoTests,
  }));
}

function countPlaywright(ok) {
  return withExit(ok, `${report}/e2e.json`, ({ stats }) => ({
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    // Passed at a second try.
    flaky: stats.flaky,
    skipped: stats.skipped,
  }));
}

function isBrokenSuite(suite) {
  return (
    suite.status === "failed" && !suite.assertionResults.some((test) => test.status === "failed")
  );
}

function withExit(ok, file, read) {
  if (!existsSync(file)) return { passed: 0, failed: 1 };
  const counts = read(JSON.parse(readFileSync(file, "utf8")));
  return ok || counts.failed > 0 ? counts : { ...counts, failed: 1 };
}

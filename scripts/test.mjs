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

let passed = 0;
let failed = 0;
for (const stage of stages) {
  console.log(`\n── ${stage.name}`);
  const started = Date.now();
  const result = spawnSync(`node_modules/.bin/${stage.command}`, stage.args, {
    stdio: "inherit",
    env: { ...process.env, ...stage.env },
  });
  const counts = stage.count(result.status === 0);
  passed += counts.passed;
  failed += counts.failed;
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(`── ${stage.name}: ${counts.passed} passed, ${counts.failed} failed in ${seconds} s`);
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);

function check(name, command, args, env = {}) {
  const count = (ok) => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1 });
  return { name, command, args, env, count };
}

function countVitest(ok) {
  return withExit(ok, `${report}/vitest.json`, (json) => ({
    passed: json.numPassedTests,
    // A suite that could not even load has no failed tests of its own.
    failed: json.numFailedTests + json.testResults.filter(isBrokenSuite).length,
  }));
}

function countPlaywright(ok) {
  return withExit(ok, `${report}/e2e.json`, ({ stats }) => ({
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
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

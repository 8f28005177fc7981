// `npm test`: everything that must hold, the cheap checks first; stops after the first stage that
// fails and counts what really ran. `--full` (`npm run test:full`) runs each test at full length.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { relative, resolve } from "node:path";

const isFull = process.argv.includes("--full");
const report = "test-results";
rmSync(report, { recursive: true, force: true });
mkdirSync(report, { recursive: true });
// The worker and the other programs, bundled once for both stages that start them (tests/support/child.ts).
const programs = resolve(report, "programs");
process.env.CRM_TEST_PROGRAMS = programs;

// The checks of one stage run side by side, two at a time.
const stages = [
  [
    check("build", "next", ["build"], {
      NEXT_DIST_DIR: ".next-test",
      NODE_ENV: "production",
      // The same compiler checks the same files beside it.
      TYPES_CHECKED_ELSEWHERE: "1",
    }),
    check("format and lint", "biome", ["ci", "--error-on-warnings", "."]),
    check("types", "tsc", ["--noEmit"]),
    check("unused code", "knip", []),
    check("programs", "node", ["--import", "tsx", "scripts/bundle.ts", programs]),
  ],
  [
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
      after: printSlowestFiles,
    },
  ],
  [{ name: "browser journeys", command: "playwright", args: ["test"], count: countPlaywright }],
];

// Whoever ends this process ends what it started.
const running = new Set();
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.once(signal, () => {
    for (const child of running) child.kill(signal);
    process.exit(1);
  });
}

const sum = { passed: 0, failed: 0, flaky: 0, skipped: 0 };
const lines = [];
const started = Date.now();
for (const stage of stages) {
  if (sum.failed > 0) {
    lines.push(...stage.map(({ name }) => `${name}: not run, an earlier stage failed`));
    continue;
  }
  const queue = [...stage];
  const next = async () => {
    for (let one = queue.shift(); one; one = queue.shift()) await runCheck(one, stage.length > 1);
  };
  await Promise.all([next(), next()]);
}
console.log(`\n${lines.map((line) => `── ${line}`).join("\n")}`);
console.log(`── all stages in ${secondsSince(started)} s`);
// Tests that needed a second try, or did not run, are named; the last line keeps its form.
if (sum.flaky + sum.skipped > 0) console.log(`\n${sum.flaky} flaky, ${sum.skipped} skipped`);
console.log(`\n${sum.passed} passed, ${sum.failed} failed`);
process.exit(sum.failed === 0 && sum.passed > 0 ? 0 : 1);

/** Runs one command; beside others its output is kept until it ends, so that lines do not mix. */
async function runCheck(one, isBesideOthers) {
  if (!isBesideOthers) console.log(`\n── ${one.name}`);
  const begun = Date.now();
  const child = spawn(`node_modules/.bin/${one.command}`, one.args, {
    stdio: isBesideOthers ? ["ignore", "pipe", "pipe"] : "inherit",
    env: { ...process.env, ...(isFull ? { TEST_FULL: "1" } : {}), ...one.env },
  });
  running.add(child);
  child.once("close", () => running.delete(child));
  const output = [];
  child.stdout?.on("data", (chunk) => output.push(chunk));
  child.stderr?.on("data", (chunk) => output.push(chunk));
  const isOk = await new Promise((resolve) => {
    child.once("error", () => resolve(false));
    child.once("close", (code) => resolve(code === 0));
  });
  if (isBesideOthers) console.log(`\n── ${one.name}\n${Buffer.concat(output)}`);
  const counts = one.count(isOk);
  for (const kind of Object.keys(sum)) sum[kind] += counts[kind] ?? 0;
  one.after?.();
  lines.push(`${one.name}: ${describe(counts)} in ${secondsSince(begun)} s`);
  console.log(`── ${lines.at(-1)}`);
}

function secondsSince(moment) {
  return ((Date.now() - moment) / 1000).toFixed(1);
}

function describe({ passed, failed, flaky = 0, skipped = 0 }) {
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

/** Where the time of the stage goes. */
function printSlowestFiles() {
  if (!existsSync(`${report}/vitest.json`)) return;
  const { testResults } = JSON.parse(readFileSync(`${report}/vitest.json`, "utf8"));
  const files = testResults.map(({ name, startTime, endTime }) => ({
    name: relative(process.cwd(), name),
    seconds: (endTime - startTime) / 1000,
  }));
  files.sort((a, b) => b.seconds - a.seconds);
  console.log("\nThe slowest files:");
  for (const { name, seconds } of files.slice(0, 5))
    console.log(`${seconds.toFixed(1)} s  ${name}`);
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

import { execFile } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isInstalled } from "./install.mjs";

type Package = { version: string; integrity?: string; optional?: true };
type Packages = Record<string, Package>;

const root = { "": { version: "0.1.0" } };
const locked: Packages = {
  "node_modules/a": { version: "1.0.0", integrity: "sha512-a" },
  "node_modules/a/node_modules/b": { version: "1.0.0", integrity: "sha512-b1" },
  "node_modules/b": { version: "2.0.0", integrity: "sha512-b2" },
  "node_modules/other-platform": { version: "1.0.0", integrity: "sha512-o", optional: true },
};
const { "node_modules/other-platform": _, ...here } = locked;
const list = "node_modules/.package-lock.json";

let folder: string;

/** A project that is installed, with an npm that only notes what it is asked for. */
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "crm-install-test-"));
  for (const file of ["run.mjs", "install.mjs"])
    cpSync(`scripts/${file}`, join(folder, "scripts", file));
  write("package.json", { type: "module" });
  write("target.mjs", `console.log("target ran");`);
  write("package-lock.json", { packages: { ...root, ...locked } });
  mkdirSync(join(folder, "node_modules/.bin"), { recursive: true });
  symlinkSync(process.execPath, join(folder, "node_modules/.bin/node"));
  installed(here);
  npmEndsWith(0);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(file: string, content: unknown) {
  const path = join(folder, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
}

function installed(packages: Packages) {
  write(list, { packages });
  for (const path of Object.keys(packages)) mkdirSync(join(folder, path), { recursive: true });
}

const npmEndsWith = (code: number) =>
  write(
    "npm-cli.js",
    `import { appendFileSync } from "node:fs";
    appendFileSync("asked", process.argv[2] + "\\n");
    process.exit(${code});`,
  );

/** Runs a script as npm does; what npm was asked for, and what was printed. */
async function start() {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["scripts/run.mjs", "target.mjs"],
    { cwd: folder, env: { ...process.env, npm_execpath: join(folder, "npm-cli.js") } },
  ).catch((error: { stdout: string }) => error);
  const asked = join(folder, "asked");
  const npm = existsSync(asked) ? readFileSync(asked, "utf8").trim().split("\n") : [];
  rmSync(asked, { force: true });
  return { npm, ran: stdout.includes("target ran") };
}

const b = "node_modules/b";

describe("what is installed", () => {
  it("is whole after somebody's own npm install, though the lock file is newer", () => {
    const later = new Date(Date.now() + 60_000);
    utimesSync(join(folder, "package-lock.json"), later, later);
    expect(isInstalled(folder)).toBe(true);
  });

  it("is whole when somebody has added a package beside the lock file", () => {
    const extra = { version: "1.0.0" };
    const tool = "node_modules/@own/tool";
    installed({ ...here, [tool]: extra, [`${tool}/node_modules/a`]: extra });
    expect(isInstalled(folder)).toBe(true);
  });

  const { [b]: _b, ...withoutB } = here;
  const differing: [string, () => void][] = [
    ["nothing is there", () => rmSync(join(folder, "node_modules"), { recursive: true })],
    ["a package is missing", () => installed(withoutB)],
    ["a version differs", () => installed({ ...here, [b]: { version: "1.0.0" } })],
    [
      "a package has other contents",
      () => installed({ ...here, [b]: { version: "2.0.0", integrity: "sha512-x" } }),
    ],
    ["a package's folder is gone", () => rmSync(join(folder, b), { recursive: true })],
    [
      "a locked package holds one that the lock file does not",
      () => installed({ ...here, [`${b}/node_modules/a`]: { version: "1.0.0" } }),
    ],
    ["our Node is gone", () => rmSync(join(folder, "node_modules/.bin/node"))],
  ];
  it.each(differing)("is not whole when %s", (_case, change) => {
    change();
    expect(isInstalled(folder)).toBe(false);
  });
});

describe("the start of a script", () => {
  it("leaves node_modules alone when it is whole", async () => {
    expect(await start()).toEqual({ npm: [], ran: true });
  });

  it("installs what the lock file says when it is not, once", async () => {
    installed({ ...here, [b]: { version: "1.0.0" } });
    expect(await start()).toEqual({ npm: ["ci"], ran: true });
  });

  it("tries npm install when npm ci fails, and installs again after both have failed", async () => {
    rmSync(join(folder, b), { recursive: true });
    npmEndsWith(1);
    expect(await start()).toEqual({ npm: ["ci", "install"], ran: false });
    // npm's list may be whole by then, while a last script of it failed.
    mkdirSync(join(folder, b));
    npmEndsWith(0);
    expect(await start()).toEqual({ npm: ["ci"], ran: true });
  });
});

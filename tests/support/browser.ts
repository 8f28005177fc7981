import { execFileSync } from "node:child_process";
import {
  chmodSync,
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress } from "node:zlib";
import type { LaunchOptions } from "playwright";

const args = [
  "--no-sandbox",
  "--disable-background-networking",
  "--disable-component-update",
  "--no-first-run",
];

/**
 * How to launch a browser on this machine, without a download: `CHROMIUM_PATH`, the one packed in
 * `@sparticuz/chromium` (linux-x64), `/usr/bin/chromium`, else Playwright's own.
 */
export async function browserLaunchOptions(): Promise<LaunchOptions> {
  const named = process.env.CHROMIUM_PATH;
  if (named) return { executablePath: named, args };
  if (process.platform === "linux" && process.arch === "x64") {
    const folder = await unpackChromium();
    const libraries = [join(folder, "al2023/lib"), join(folder, "lib")].join(":");
    return {
      executablePath: join(folder, "chromium"),
      args,
      env: {
        ...definedEnvironment(),
        LD_LIBRARY_PATH: libraries,
        FONTCONFIG_FILE: join(folder, "fonts.conf"),
      },
    };
  }
  if (existsSync("/usr/bin/chromium")) return { executablePath: "/usr/bin/chromium", args };
  return { args };
}

function definedEnvironment(): Record<string, string> {
  const entries = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return Object.fromEntries(entries);
}

/** Unpacks once into a versioned folder, by an atomic rename: a half-unpacked one is never used. */
async function unpackChromium(): Promise<string> {
  const packed = resolve("node_modules/@sparticuz/chromium/bin");
  const target = resolve(`node_modules/.cache/chromium-${chromiumVersion()}`);
  if (existsSync(target)) return target;
  mkdirSync(dirname(target), { recursive: true });
  const work = mkdtempSync(`${target}-`);
  await decompress(join(packed, "chromium.br"), join(work, "chromium"));
  chmodSync(join(work, "chromium"), 0o755);
  for (const [archive, folder] of [
    ["al2023", "al2023"],
    ["swiftshader", "."],
    ["fonts", "."],
  ] as const) {
    const tar = join(work, `${archive}.tar`);
    await decompress(join(packed, `${archive}.tar.br`), tar);
    mkdirSync(join(work, folder), { recursive: true });
    execFileSync("tar", ["-xf", tar, "-C", join(work, folder)]);
    rmSync(tar);
  }
  writeFileSync(join(work, "fonts.conf"), fontsConf(target));
  try {
    renameSync(work, target);
  } catch (error) {
    rmSync(work, { recursive: true, force: true });
    if (!existsSync(target)) throw error;
  }
  return target;
}

async function decompress(from: string, to: string): Promise<void> {
  await pipeline(createReadStream(from), createBrotliDecompress(), createWriteStream(to));
}

function fontsConf(folder: string): string {
  return `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<dir>${folder}/fonts</dir><dir>/usr/share/fonts</dir><cachedir>${folder}/font-cache</cachedir>
</fontconfig>`;
}

function chromiumVersion(): string {
  const text = readFileSync(resolve("node_modules/@sparticuz/chromium/package.json"), "utf8");
  const { version } = JSON.parse(text) as { version: string };
  return version;
}

import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";

// What people deploy by must name what the product reads, and nothing that it does not.
const read = (file: string) => readFileSync(file, "utf8");
const all = (text: string, pattern: RegExp) =>
  [...new Set([...text.matchAll(pattern)].map(([, name]) => name ?? ""))].sort();

const [, schema = ""] = read("lib/core/env.ts").split("z.object({");
const product = all(schema.split("});")[0] ?? "", /^ {2}([A-Z][A-Z0-9_]+):/gm);
const example = all(read(".env.example"), /^#([A-Z][A-Z0-9_]+)=/gm);
const compose = read("compose.yaml");
const dockerfile = read("Dockerfile");
const docker = read("docs/deploy-docker.md");
const vercel = read("docs/deploy-vercel.md");
const named = (text: string) =>
  all(text, /(?:`|^\s*)([A-Z][A-Z0-9]*_[A-Z0-9_]+|PORT|HOST)(?=[`=])/gm);

// NODE_ENV is set by the commands, SIMULATOR_URL by `npm run dev`.
const own = ["NODE_ENV", "SIMULATOR_URL"];
const ofCompose = [
  "DESK_DOMAIN",
  "FILES_DOMAIN",
  "LIVE_DOMAIN",
  "MINIO_ROOT_PASSWORD",
  "POSTGRES_PASSWORD",
];
const wanted = product.filter((name) => !own.includes(name));
const without = (names: string[], known: string[]) => names.filter((name) => !known.includes(name));

describe(".env.example", () => {
  it("has a line for each variable the product reads", () => {
    expect(product.length).toBeGreaterThan(30);
    expect(without(wanted, example)).toEqual([]);
  });

  it("names nothing else but the tests' browser and what compose.yaml reads", () => {
    expect(without(example, wanted)).toEqual(["CHROMIUM_PATH", ...ofCompose]);
  });
});

describe("the deploy guides", () => {
  it("name each variable between them, the one for Vercel all by itself", () => {
    expect(without(wanted, named(docker + vercel))).toEqual([]);
    expect(without(wanted, named(vercel))).toEqual([]);
  });

  it("name no variable that is not in .env.example", () => {
    expect(named(docker)).toContain("PUSHER_SECRET");
    expect(without(named(docker + vercel), example)).toEqual([]);
  });
});

describe("package-lock.json", () => {
  type Locked = { optionalDependencies?: Record<string, string> };
  const { packages } = JSON.parse(read("package-lock.json")) as {
    packages: Record<string, Locked>;
  };

  /** Whether `name` is found from the folder of a package, as Node looks for it: upwards. */
  function isFound(from: string, name: string): boolean {
    if (`${from && `${from}/`}node_modules/${name}` in packages) return true;
    if (!from) return false;
    return isFound(from.slice(0, from.lastIndexOf("node_modules/")).replace(/\/$/, ""), name);
  }

  // npm drops other platforms' packages from a lock written beside an installed node_modules, and
  // `npm ci` (the Dockerfile's) then refuses it. Cure: write the lock anew without node_modules.
  it("names every platform's packages", () => {
    const missing = Object.entries(packages).flatMap(([from, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter((name) => !isFound(from, name)),
    );
    expect(missing).toEqual([]);
  });
});

describe("trigger.config.ts", () => {
  /** Every file of ours that the jobs reach, the lazily loaded ones too. */
  function reachable(file: string, found = new Set<string>()): Set<string> {
    if (found.has(file)) return found;
    found.add(file);
    for (const [, from = ""] of read(file).matchAll(/(?:from |import\()"(@\/[^"]+|\.[^"]+)"/g)) {
      const path = from.startsWith("@/") ? from.slice(2) : join(dirname(file), from);
      const target = [`${path}.ts`, `${path}/index.ts`].find((name) => existsSync(name));
      if (target) reachable(target, found);
    }
    return found;
  }

  it("gives Trigger.dev every setting that a job may read", () => {
    const texts = [...reachable("jobs/registry.ts")].map(read).join("\n");
    const single = all(texts, /env\(\)\.([A-Z][A-Z0-9_]*)/g);
    const several = [...texts.matchAll(/\{([^{}]*)\}\s*=\s*env\(\)/g)].flatMap(([, names = ""]) =>
      all(names, /([A-Z][A-Z0-9_]+)/g),
    );
    // Told from others, given by Trigger.dev itself, or of the machine that develops.
    const others = ["BOT_ID", "JOBS_ENGINE", "NODE_ENV", "SIMULATOR_URL"];
    const reads = without([...new Set([...single, ...several])], others);
    expect(reads).toContain("WEBHOOKS_ALLOW_PRIVATE");
    expect(reads).toContain("PUSHER_HOST");
    const [, pattern = ""] = /settings =\s*\/(.+)\/;/.exec(read("trigger.config.ts")) ?? [];
    expect(reads.filter((name) => !new RegExp(pattern).test(name))).toEqual([]);
  });
});

describe("compose.yaml", () => {
  const takes = all(compose, /(?<!\$)\$\{([A-Z][A-Z0-9_]*)/g);
  const demanded = all(compose, /\$\{([A-Z][A-Z0-9_]*):\?/g);
  const optional = all(compose, /\$\{([A-Z][A-Z0-9_]*):?-/g);

  it("takes only variables of .env.example, each demanded or with a default", () => {
    expect(without(takes, example)).toEqual([]);
    expect([...demanded, ...optional].sort()).toEqual(takes);
  });

  it("demands exactly what the guide writes into .env", () => {
    const [, file = ""] = /<<EOF\n([\s\S]*?)EOF/.exec(docker) ?? [];
    expect(all(file, /^\s*([A-Z][A-Z0-9_]*)=/gm)).toEqual(demanded);
  });

  it("hands the programs only variables that they know", () => {
    const [, environment = ""] = /^ {2}environment:\n((?: {4}.*\n)+)/m.exec(compose) ?? [];
    const given = all(environment, /^ {4}([A-Z][A-Z0-9_]*):/gm);
    expect(without(given, product)).toEqual([]);
    const needed = [...wanted.filter((name) => /^(AWS|PUSHER)_/.test(name)), "DATABASE_URL"];
    expect(without(needed, given)).toEqual([]);
  });

  it("builds the image in one service, which the others that run it wait for", () => {
    const [, app = "", services = ""] =
      /^x-app:([\s\S]*?)^services:\n([\s\S]*?)^volumes:/m.exec(compose) ?? [];
    expect(app).not.toMatch(/^ {2}build:/m);
    const blocks = services.split(/^(?= {2}\w+:$)/m);
    const builders = blocks.filter((block) => /^ {4}build:/m.test(block));
    expect(builders.map((block) => block.trim().split(":")[0])).toEqual(["migrate"]);
    const others = blocks.filter(
      (block) => block.includes("<<: *app") && !builders.includes(block),
    );
    expect(others).toHaveLength(2);
    for (const block of others) expect(block).toMatch(/depends_on:\n {6}migrate:/);
  });

  it("gives the desk's storage key its own bucket and nothing else", () => {
    const [, text = ""] = /policy\.json <<END\n([\s\S]*?)END/.exec(compose) ?? [];
    const policy = JSON.parse(text) as { Statement: { Resource: string; Action: string[] }[] };
    const resources = policy.Statement.map((one) => one.Resource);
    expect(resources).toEqual(["arn:aws:s3:::$$BUCKET", "arn:aws:s3:::$$BUCKET/*"]);
    expect(policy.Statement.flatMap((one) => one.Action).join(" ")).not.toContain("*");
    expect(compose).toMatch(/MINIO_ROOT_PASSWORD: \$\{MINIO_ROOT_PASSWORD/);
  });

  it("keeps secrets out: whatever is one comes from .env", () => {
    const lines = compose
      .split("\n")
      .filter((line) => /(SECRET|PASSWORD|TOKEN|KEY)\w*:/.test(line));
    expect(lines.length).toBeGreaterThan(8);
    for (const line of lines) expect(line).toMatch(/\$\{[A-Z_]+/);
  });
});

describe("Dockerfile", () => {
  it("installs what the lock file says, with the patches at hand", () => {
    const steps = ["COPY package.json package-lock.json", "COPY patches", "RUN npm ci", "COPY . ."];
    const places = steps.map((step) => dockerfile.indexOf(step));
    expect(places.every((place) => place > 0)).toBe(true);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  it("starts Node itself, as a user who is not root, so that SIGTERM reaches it", () => {
    const last = dockerfile.slice(dockerfile.lastIndexOf("FROM"));
    expect(last).toMatch(/^USER node$/m);
    expect(last).toMatch(/^CMD \["node", "server.js"\]$/m);
    // A storm of updates must fit a small machine, and `npm start` has the same limits.
    const [, limits = ""] = /^ENV NODE_OPTIONS="(.+)"$/m.exec(last ?? "") ?? [];
    expect(limits).toContain("--max-old-space-size=");
    const start = readFileSync("scripts/run.mjs", "utf8");
    for (const limit of limits.split(" ")) expect(start).toContain(`"${limit}"`);
    expect(last).not.toMatch(/npm|npx|^ENTRYPOINT/m);
  });

  it("holds no secret: neither by name nor by a copied .env", () => {
    expect(dockerfile).not.toMatch(/(ARG|ENV).*(SECRET|TOKEN|PASSWORD|_KEY)/);
    const ignored = read(".dockerignore").split("\n");
    expect(ignored).toEqual(expect.arrayContaining([".env", ".env.*", ".git", ".data"]));
  });
});

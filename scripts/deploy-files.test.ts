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
const ofCompose = ["DESK_DOMAIN", "FILES_DOMAIN", "LIVE_DOMAIN", "POSTGRES_PASSWORD"];
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
    // Derived from others, given by Trigger.dev itself, or of the machine that develops.
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
    expect(others).toHaveLength(3);
    for (const block of others) expect(block).toMatch(/depends_on:\n {6}migrate:/);
  });

  /** A service's lines. */
  const service = (name: string) =>
    new RegExp(`^ {2}${name}:\\n((?: {4}.*\\n|\\n)+)`, "m").exec(compose)?.[1] ?? "";

  it("gives the storage one key, for the desk's own bucket and nothing else", () => {
    const [, text = ""] = /identities\.json <<END\n([\s\S]*?)END/.exec(compose) ?? [];
    const { identities } = JSON.parse(text) as {
      identities: { name: string; credentials: object[]; actions: string[] }[];
    };
    expect(identities).toEqual([
      {
        name: "desk",
        credentials: [{ accessKey: "$$DESK_KEY", secretKey: "$$DESK_SECRET" }],
        actions: ["Read:$$BUCKET", "Write:$$BUCKET", "List:$$BUCKET"],
      },
    ]);
    // SeaweedFS makes an administrator of these two (weed/s3api/auth_credentials.go).
    expect(service("seaweedfs")).not.toMatch(/^ {6}AWS_(ACCESS|SECRET)/m);
    expect(service("seaweedfs")).toContain("-s3.config=/tmp/identities.json");
  });

  it("lets nobody but Caddy reach the storage, and Caddy only the bucket's paths", () => {
    expect(service("seaweedfs")).toContain('networks: ["files"]');
    expect(service("seaweedfs")).not.toMatch(/^ {4}(ports|expose|network_mode):/m);
    const others = [...compose.matchAll(/^ {2}([\w-]+):\n {4}(?:image|<<):?/gm)]
      .map(([, name = ""]) => name)
      .filter((name) => !["seaweedfs", "caddy"].includes(name));
    expect(others).toContain("web");
    for (const name of others) expect(service(name)).not.toMatch(/\bfiles\b/);
    expect(compose).toMatch(/^ {2}files:\n {4}internal: true$/m);
    const caddy = read("Caddyfile");
    const proxied = [...caddy.matchAll(/reverse_proxy seaweedfs:(\d+)/g)].map(([, port]) => port);
    expect(proxied).toEqual(["8333"]);
    expect(caddy).toMatch(
      /@bucket path \/\{\$BUCKET\} \/\{\$BUCKET\}\/\*\n\thandle @bucket \{\n\t\treverse_proxy seaweedfs/,
    );
    for (const flag of ["-admin.ui=false", "-webdav=false", "-s3.iam=false"]) {
      expect(service("seaweedfs")).toContain(flag);
    }
    expect(service("seaweedfs")).toContain('-s3.allowedOrigins="$$DESK_ORIGIN"');
  });

  it("gives the live updates' server no secret but the app's and the metrics', as strangers reach it", () => {
    const [, environment = ""] = /^ {4}environment:\n((?: {6}.*\n)+)/m.exec(service("live")) ?? [];
    const given = all(environment, /^ {6}([A-Z][A-Z0-9_]*):/gm);
    expect(without(given, product)).toEqual([]);
    expect(given.filter((name) => /SECRET|TOKEN|PASSWORD|DATABASE|AWS/.test(name))).toEqual([
      "METRICS_TOKEN",
      "PUSHER_SECRET",
    ]);
    const [, port] = /LIVE_PORT: "(\d+)"/.exec(environment) ?? [];
    const proxied = [...read("Caddyfile").matchAll(/reverse_proxy live:(\d+)/g)].map(([, p]) => p);
    expect(proxied).toEqual([port, port]);
  });

  it("pins every image that is not built here, and takes none that is gone", () => {
    const images = [...compose.matchAll(/^ {4}image: (\S+)$/gm)].map(([, image = ""]) => image);
    expect(images.some((image) => image.startsWith("chrislusf/seaweedfs:4."))).toBe(true);
    for (const image of images) expect(image).toMatch(/:[\w.-]*\d/);
    expect(compose + read("Caddyfile")).not.toMatch(/minio/i);
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

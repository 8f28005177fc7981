import { globSync } from "node:fs";
import { buildSync } from "esbuild";
import { expect, it } from "vitest";

type Graph = Map<string, Set<string>>;

// What esbuild keeps are imports of values: those of types alone are gone after compiling.
it("lets no folders of lib import one another in a circle", () => {
  const files = globSync("lib/**/*.{ts,tsx}", { exclude: ["lib/**/*.test.ts"] });
  const { metafile } = buildSync({
    stdin: { contents: files.map((file) => `import "./${file}";`).join("\n"), resolveDir: "." },
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    write: false,
    metafile: true,
    logLevel: "error",
  });
  const reasons = new Map<string, string[]>();
  const folders: Graph = new Map();
  for (const [file, { imports }] of Object.entries(metafile.inputs)) {
    for (const { path } of imports) {
      const [from, to] = [folderOf(file), folderOf(path)];
      if (!from || !to || from === to) continue;
      folders.set(from, (folders.get(from) ?? new Set()).add(to));
      const edge = `${from} → ${to}`;
      reasons.set(edge, [...(reasons.get(edge) ?? []), `${file} imports ${path}`]);
    }
  }
  expect(folders.size).toBeGreaterThan(25);
  const knot = knotOf(folders).map(([from, to]) => {
    const edge = `${from} → ${to}`;
    return `${edge}: ${reasons.get(edge)?.join(", ")}`;
  });
  expect(knot, "the imports that make circles").toEqual([]);
});

it("finds a circle of three, and what leads out of it is none", () => {
  const folders: Graph = new Map([
    ["a", new Set(["b"])],
    ["b", new Set(["c", "core"])],
    ["c", new Set(["a"])],
    ["d", new Set(["a", "core"])],
  ]);
  expect(knotOf(folders)).toEqual([
    ["a", "b"],
    ["b", "c"],
    ["c", "a"],
  ]);
});

/** The folder of `lib`, or the file that lies in none. */
function folderOf(file: string): string | undefined {
  return /^lib\/([^/]+?)(?:\.tsx?|\/.*)$/.exec(file)?.[1];
}

/** The imports from whose end a way leads back to their beginning. */
function knotOf(folders: Graph): [string, string][] {
  return [...folders].flatMap(([from, targets]) =>
    [...targets]
      .filter((to) => reached(folders, to).has(from))
      .map((to): [string, string] => [from, to]),
  );
}

function reached(folders: Graph, start: string): Set<string> {
  const seen = new Set([start]);
  for (const one of seen) for (const next of folders.get(one) ?? []) seen.add(next);
  return seen;
}

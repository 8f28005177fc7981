import { execFile } from "node:child_process";
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

type Finding = { message: string; location: { path: string; start: { line: number } } };

/** What our own configuration finds in files of another folder. */
export function runBiome(
  folder: string,
  files: Record<string, string>,
  options: string[] = [],
): Promise<Finding[]> {
  for (const file of ["biome.json", "lint/layers.json", "lint/compared-texts.grit"]) {
    cpSync(file, join(folder, file));
  }
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  const program = join(process.cwd(), "node_modules/.bin/biome");
  const form = ["--reporter=json", "--max-diagnostics=none", "--vcs-enabled=false"];
  return new Promise((resolve, reject) => {
    execFile(
      program,
      ["lint", ...form, ...options, "."],
      { cwd: folder, maxBuffer: 50_000_000 },
      // Biome ends with 1 when it found something, as it must here.
      (error, stdout) => {
        if (!stdout) return reject(error);
        resolve((JSON.parse(stdout) as { diagnostics: Finding[] }).diagnostics);
      },
    );
  });
}

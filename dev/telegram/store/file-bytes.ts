import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

const samples = path.resolve(import.meta.dirname, "../samples");

/** Contents of files: in a folder, or in memory without one; samples are read from the source tree. */
export class FileBytes {
  #dir: string | null;
  #memory = new Map<string, Buffer>();

  constructor(dir?: string) {
    this.#dir = dir ? path.join(dir, "files") : null;
    if (this.#dir) mkdirSync(this.#dir, { recursive: true });
  }

  /** Kept before this returns; `key` is one of ours, never a name from outside. */
  write(key: string, data: Buffer): void {
    if (!this.#dir) {
      this.#memory.set(key, data);
      return;
    }
    const file = path.join(this.#dir, key);
    writeFileSync(`${file}.new`, data);
    renameSync(`${file}.new`, file);
  }

  read(key: string): Buffer {
    if (key.startsWith("sample:")) return readFileSync(path.join(samples, key.slice(7)));
    const kept = this.#dir ? readFileSync(path.join(this.#dir, key)) : this.#memory.get(key);
    if (!kept) throw new Error(`file ${key} has no content`);
    return kept;
  }

  clear(): void {
    this.#memory.clear();
    if (!this.#dir) return;
    rmSync(this.#dir, { recursive: true, force: true });
    mkdirSync(this.#dir, { recursive: true });
  }
}

/** Names of the built-in samples, without the small versions that serve as thumbnails. */
export function sampleNames(): string[] {
  return readdirSync(samples).filter((name) => !name.includes("-small"));
}

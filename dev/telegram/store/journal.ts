import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from "node:fs";

/** One change: table, key, and the new value or null for a deletion. */
export type Entry = [table: string, key: string, value: unknown];

/**
 * An append-only file of changes, one JSON line each. A line is in the kernel before `append` returns,
 * so that a killed process loses nothing it has acknowledged; a torn last line is dropped on reading.
 */
export class Journal {
  #file: string;
  #fd: number;

  constructor(file: string) {
    this.#file = file;
    this.#fd = openSync(file, "a");
  }

  read(): Entry[] {
    if (!existsSync(this.#file)) return [];
    const lines = readFileSync(this.#file, "utf8").split("\n");
    const torn = lines.pop();
    const entries = lines.filter(Boolean).map((line) => JSON.parse(line) as Entry);
    // What follows a torn line would otherwise be glued to it.
    if (torn) this.rewrite(entries);
    return entries;
  }

  append(entries: Entry[]): void {
    writeSync(this.#fd, toText(entries));
  }

  /** Replaces the file by these entries, in one rename. */
  rewrite(entries: Entry[]): void {
    const next = `${this.#file}.new`;
    const fd = openSync(next, "w");
    for (let from = 0; from < entries.length; from += 1_000) {
      writeSync(fd, toText(entries.slice(from, from + 1_000)));
    }
    fsyncSync(fd);
    closeSync(fd);
    renameSync(next, this.#file);
    closeSync(this.#fd);
    this.#fd = openSync(this.#file, "a");
  }

  close(): void {
    closeSync(this.#fd);
  }
}

function toText(entries: Entry[]): string {
  return entries.map((entry) => `${JSON.stringify(entry)}\n`).join("");
}

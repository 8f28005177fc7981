import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Sim } from "../../sim";
import type { StoredFile } from "../../store/records";

/** Puts a file where a Bot API server with `--local` does, below a folder named after the token. */
export function keepLocally(sim: Sim, folder: string, file: StoredFile): string {
  const path = resolve(folder, sim.options.token, file.path);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, sim.bytes.read(file.bytes_key));
  return path;
}

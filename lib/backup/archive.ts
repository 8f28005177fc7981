import { once } from "node:events";
import { createReadStream, createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";

// The file is a gzip stream of frames: one byte that names the kind, four bytes of length
// (big-endian), then the payload. JSON kinds describe, data frames carry what they announce.
const kinds = { manifest: 77, table: 84, object: 79, data: 68, end: 69, close: 90 } as const;

export type FrameKind = keyof typeof kinds;
export type Frame = { kind: FrameKind; payload: Buffer };

const largestFrame = 1 << 26;

/** Writes frames into a new file that only its owner may read; refuses a file that exists. */
export function openArchive(file: string) {
  const output = createWriteStream(file, { flags: "wx", mode: 0o600 });
  const gzip = createGzip();
  gzip.pipe(output);
  // A full disk breaks the output: the waiting write must hear of it.
  output.on("error", (error) => gzip.destroy(error));
  const done = finished(output);
  done.catch(() => undefined);

  async function write(kind: FrameKind, payload: Buffer): Promise<void> {
    const header = Buffer.alloc(5);
    header.writeUInt8(kinds[kind], 0);
    header.writeUInt32BE(payload.length, 1);
    gzip.write(header);
    if (!gzip.write(payload)) await Promise.race([once(gzip, "drain"), done]);
  }

  return {
    /** One JSON frame. */
    describe: (kind: FrameKind, value: object) => write(kind, Buffer.from(JSON.stringify(value))),
    /** One piece of data, in order. */
    data: (chunk: Buffer) => write("data", chunk),
    /** Ends the file; resolves when it is wholly on its way to the disk. */
    async close(): Promise<void> {
      gzip.end();
      await done;
    },
    /** Gives up: the file is left for the caller to remove. */
    destroy() {
      gzip.destroy();
      output.destroy();
    },
  };
}

/** The file's frames in order. Throws a sentence when it is no backup or cut short. */
export async function* readArchive(file: string): AsyncGenerator<Frame> {
  const names = new Map<number, FrameKind>(
    Object.entries(kinds).map(([name, byte]) => [byte, name as FrameKind]),
  );
  const input = createReadStream(file);
  const gunzip = createGunzip();
  input.on("error", (error) => gunzip.destroy(error));
  let held: Buffer = Buffer.alloc(0);
  try {
    for await (const chunk of input.pipe(gunzip)) {
      held = held.length ? Buffer.concat([held, chunk as Buffer]) : (chunk as Buffer);
      while (held.length >= 5) {
        const kind = names.get(held.readUInt8(0));
        const length = held.readUInt32BE(1);
        if (!kind || length > largestFrame)
          throw new Error(`${file} is not a backup of this desk.`);
        if (held.length < 5 + length) break;
        yield { kind, payload: held.subarray(5, 5 + length) };
        held = held.subarray(5 + length);
      }
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "";
    if (code === "ENOENT") throw new Error(`There is no file ${file}.`);
    if (code === "Z_BUF_ERROR") throw new Error(`${file} is cut short: it cannot be restored.`);
    if (code.startsWith("Z_")) throw new Error(`${file} is damaged or not a backup of this desk.`);
    throw error;
  } finally {
    input.destroy();
  }
  if (held.length > 0) throw new Error(`${file} is cut short: it cannot be restored.`);
}

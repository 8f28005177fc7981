import { constants } from "node:fs";
import { type FileHandle, open, realpath } from "node:fs/promises";
import { sep } from "node:path";
import type { Readable } from "node:stream";

/**
 * A file that a Bot API server of one's own keeps in `folder` (Bot API, "Using a Local Bot API Server":
 * with `--local` getFile returns an absolute path). Rejects for any path that leads out of the folder, also
 * by a link, and for what is no plain file. Errors never carry the path: it holds the bot token.
 */
export async function openLocalFile(path: string, folder: string | undefined): Promise<Readable> {
  if (!folder) {
    throw new Error("The Bot API server keeps files by itself: TELEGRAM_FILES_DIR says where.");
  }
  const [file, root] = await Promise.all([realpath(path), realpath(folder)]).catch(hidePath);
  if (!file.startsWith(root + sep)) {
    throw new Error("The Bot API server named a file outside of TELEGRAM_FILES_DIR.");
  }
  // Not waiting for a writer, should it be a pipe.
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const handle: FileHandle = await open(file, flags).catch(hidePath);
  const isPlain = await handle.stat().then((stat) => stat.isFile());
  if (isPlain) return handle.createReadStream();
  await handle.close();
  throw new Error("The Bot API server named something that is no file.");
}

function hidePath(error: NodeJS.ErrnoException): never {
  throw new Error(`A file of the Bot API server cannot be read (${error.code ?? error.name}).`);
}

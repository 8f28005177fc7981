import { readFile } from "node:fs/promises";
import { Readable } from "node:stream";
import type { LibraryFile } from "@/db/seed/library";
import type { Story, StoryLine } from "@/db/seed/tell-stories";
import type { SeedFile } from "@/db/seed/write-rows";
import { putStream } from "@/lib/storage/s3";

const samples = new URL("../telegram/samples/", import.meta.url);

/** Puts every file of the stories into the bucket; returns where each line's file lies. */
export async function storeFiles(stories: Story[]): Promise<Map<StoryLine, SeedFile>> {
  const lines = stories.flatMap((story) => story.lines).filter((line) => line.file);
  return new Map(await Promise.all(lines.map(storeFile)));
}

/** The simulator's built-in file that a line carries, and how it is called. */
export function sampleOf(line: StoryLine) {
  const isClient = line.from === "c";
  if (line.file === "photo") {
    const sample = `photo-${(line.text.length % 3) + 1}.jpg`;
    return { sample, name: sample, mimeType: "image/jpeg" };
  }
  if (line.file === "voice") {
    return { sample: "voice.ogg", name: "voice.ogg", mimeType: "audio/ogg" };
  }
  const name = isClient ? "statement.pdf" : "document.pdf";
  return { sample: "document.pdf", name, mimeType: "application/pdf" };
}

/** Puts the library's files into the bucket; returns where each lies, in order. */
export function storeLibrary(files: LibraryFile[]): Promise<SeedFile[]> {
  return Promise.all(
    files.map(async ({ name, sample, mimeType }, index) => {
      const body = await readFile(new URL(sample, samples));
      const storageKey = `demo/library/${index + 1}/${sample}`;
      await putStream(storageKey, Readable.from([body]), mimeType);
      const isPhoto = mimeType.startsWith("image/");
      const sides = { width: isPhoto ? 1280 : null, height: isPhoto ? 853 : null };
      return { storageKey, name, mimeType, size: body.length, ...sides, duration: null };
    }),
  );
}

async function storeFile(line: StoryLine, index: number): Promise<[StoryLine, SeedFile]> {
  const { sample, name, mimeType } = sampleOf(line);
  const body = await readFile(new URL(sample, samples));
  const storageKey = `demo/${index + 1}/${sample}`;
  await putStream(storageKey, Readable.from([body]), mimeType);
  const isPhoto = line.file === "photo";
  const file = {
    storageKey,
    name,
    mimeType,
    size: body.length,
    width: isPhoto ? 1280 : null,
    height: isPhoto ? 853 : null,
    duration: line.file === "voice" ? 3 : null,
  };
  return [line, file];
}

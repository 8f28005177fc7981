import { readFile } from "node:fs/promises";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import type { Story, StoryLine } from "@/db/seed/tell-stories";
import type { SeedFile } from "@/db/seed/write-rows";
import { env } from "@/lib/core/env";

const samples = new URL("../telegram/samples/", import.meta.url);

/** Puts every file of the stories into the bucket; answers where each line's file lies. */
export async function storeFiles(stories: Story[]): Promise<Map<StoryLine, SeedFile>> {
  const client = s3();
  const lines = stories.flatMap((story) => story.lines).filter((line) => line.file);
  try {
    const files = await Promise.all(lines.map((line, index) => storeFile(client, line, index)));
    return new Map(lines.map((line, index) => [line, files[index] as SeedFile]));
  } finally {
    client.destroy();
  }
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

async function storeFile(client: S3Client, line: StoryLine, index: number): Promise<SeedFile> {
  const { sample, name, mimeType } = sampleOf(line);
  const body = await readFile(new URL(sample, samples));
  const storageKey = `demo/${index + 1}/${sample}`;
  const Bucket = env().AWS_STORAGE_BUCKET_NAME;
  await client.send(
    new PutObjectCommand({ Bucket, Key: storageKey, Body: body, ContentType: mimeType }),
  );
  const isPhoto = line.file === "photo";
  return {
    storageKey,
    name,
    mimeType,
    size: body.length,
    width: isPhoto ? 1280 : null,
    height: isPhoto ? 853 : null,
    duration: line.file === "voice" ? 3 : null,
  };
}

function s3(): S3Client {
  const values = env();
  const credentials = {
    accessKeyId: values.AWS_ACCESS_KEY_ID,
    secretAccessKey: values.AWS_SECRET_ACCESS_KEY,
  };
  const endpoint = values.AWS_S3_ENDPOINT_URL;
  return new S3Client({
    region: values.AWS_S3_REGION_NAME,
    credentials,
    ...(endpoint ? { endpoint, forcePathStyle: true } : {}),
  });
}

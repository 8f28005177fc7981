import { operators } from "@/db/schema";
import { env } from "@/lib/core/env";
import { advisoryLocks, takeLock } from "./advisory-locks";
import { db } from "./client";
import { type LibraryFile, libraryFiles } from "./seed/library";
import { type Story, type StoryLine, tellStories } from "./seed/tell-stories";
import { type SeedFile, writeRows } from "./seed/write-rows";

/** What the demo needs outside the database; both are the caller's, since only dev/ knows stand-ins. */
export type SeedOutside = {
  storeFiles(stories: Story[]): Promise<Map<StoryLine, SeedFile>>;
  /** Puts the library's files into the bucket, in order. */
  storeLibrary(files: LibraryFile[]): Promise<SeedFile[]>;
  /** Writes the stories into the simulator; returns the ids it gave. Absent: numbered from 1. */
  fillSimulator?(stories: Story[]): Promise<Map<StoryLine, number>>;
};

/**
 * Writes the demo team, clients and two weeks of conversations. Does nothing, and returns false,
 * when there is an operator already. Two at once: one of them writes.
 */
export async function seed(outside: SeedOutside, now: Date = new Date()): Promise<boolean> {
  return db().transaction(async (tx) => {
    await takeLock(tx, advisoryLocks.seed);
    const [taken] = await tx.select({ id: operators.id }).from(operators).limit(1);
    if (taken) return false;
    const stories = tellStories(now);
    const [files, library, messageIds] = await Promise.all([
      outside.storeFiles(stories),
      outside.storeLibrary(libraryFiles),
      outside.fillSimulator?.(stories) ?? numberFromOne(stories),
    ]);
    await writeRows(tx, { stories, files, library, messageIds, botId: env().BOT_ID });
    return true;
  });
}

function numberFromOne(stories: Story[]): Map<StoryLine, number> {
  const lines = stories
    .flatMap((story) => story.lines)
    .filter((line) => line.delivery === "received" || line.delivery === "sent")
    .sort((a, b) => +a.at - +b.at);
  return new Map(lines.map((line, index) => [line, index + 1]));
}

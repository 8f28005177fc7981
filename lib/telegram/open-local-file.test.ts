import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, expect, it, test } from "vitest";
import { openLocalFile } from "./open-local-file";

const outside = mkdtempSync(join(tmpdir(), "crm-local-file-"));
const folder = join(outside, "bot-api");
const documents = join(folder, "7000000001:secret-token", "documents");
mkdirSync(documents, { recursive: true });
mkdirSync(join(outside, "bot-api-of-another"));
const file = join(documents, "file_1.pdf");
writeFileSync(file, "счёт");
writeFileSync(join(outside, "passwords"), "тайна");
writeFileSync(join(outside, "bot-api-of-another", "file"), "чужое");
symlinkSync(join(outside, "passwords"), join(documents, "link"));
symlinkSync(outside, join(documents, "up"));
symlinkSync(folder, join(outside, "mounted"));
execFileSync("sh", ["-c", 'mkfifo "$1"', "sh", join(documents, "pipe")]);

afterAll(() => rmSync(outside, { recursive: true, force: true }));

it("reads a file in the folder, also when the folder is reached by a link", async () => {
  expect(await text(await openLocalFile(file, folder))).toBe("счёт");
  expect(await text(await openLocalFile(file, `${folder}/`))).toBe("счёт");
  expect(await text(await openLocalFile(file, join(outside, "mounted")))).toBe("счёт");
});

test.each([
  ["a path that leads out of it", join(outside, "passwords")],
  ["steps upwards", `${documents}/../../../passwords`],
  ["a folder whose name only begins alike", join(outside, "bot-api-of-another", "file")],
  ["a link to a file elsewhere", join(documents, "link")],
  ["a link to a folder elsewhere", join(documents, "up", "passwords")],
  ["a folder", documents],
  ["the folder itself", folder],
  ["a pipe that nobody writes to", join(documents, "pipe")],
  ["what is not there", join(documents, "none")],
  ["a name that no file can have", `${documents}/a\0b`],
])("refuses %s, without telling the path", async (_, path) => {
  const error = await openLocalFile(path, folder).catch((reason: Error) => reason);
  expect(error).toBeInstanceOf(Error);
  expect(String(error)).not.toMatch(/secret-token|passwords|bot-api/);
});

it("names the setting that is missing, and a file that may not be read", async () => {
  await expect(openLocalFile(file, undefined)).rejects.toThrow("TELEGRAM_FILES_DIR");
  const closed = join(documents, "closed");
  writeFileSync(closed, "x");
  chmodSync(closed, 0);
  // Root may read everything.
  if (process.getuid?.() !== 0) {
    await expect(openLocalFile(closed, folder)).rejects.toThrow("EACCES");
  }
});

import { gzipSync } from "node:zlib";
import { expect, type Page } from "playwright/test";

/** kB of JavaScript, after gzip, that a first visit may load until the screen rests. */
const usual = 215;
const limits: Record<string, number> = { "/chat": 260, "/chat/1": 260 };

/** What each script weighs, by its address: one file is in many screens. */
const sizes = new Map<string, number>();

/** Weighs what the page's visits load. A script from the browser's cache counts like any other. */
export function scriptScale(page: Page) {
  const scripts = new Set<string>();
  page.on("response", (response) => {
    const type = response.headers()["content-type"] ?? "";
    if (type.includes("javascript")) scripts.add(response.url());
  });
  return {
    empty: () => scripts.clear(),
    /** To be asked once the network rests, whoever asked for the scripts; what is wrong in words. */
    async judge(path: string): Promise<string[]> {
      let bytes = 0;
      for (const url of scripts) bytes += await sizeOf(page, url);
      const kilobytes = Math.ceil(bytes / 1000);
      console.log(`${path}: ${kilobytes} kB of JavaScript`);
      // React alone weighs more: nothing was weighed otherwise.
      expect(kilobytes, path).toBeGreaterThan(100);
      const limit = limits[path] ?? usual;
      return kilobytes > limit ? [`${path}: ${kilobytes} kB, ${limit} allowed`] : [];
    },
  };
}

/** Bytes after gzip. Asked for again: the body may be gone by the time that the page rests. */
async function sizeOf(page: Page, url: string): Promise<number> {
  const known = sizes.get(url);
  if (known !== undefined) return known;
  const size = gzipSync(await (await page.request.get(url)).body()).length;
  sizes.set(url, size);
  return size;
}

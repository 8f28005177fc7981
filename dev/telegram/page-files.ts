import { readFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import path from "node:path";
import { build } from "esbuild";

const folder = path.join(import.meta.dirname, "page");
const modules = path.resolve(import.meta.dirname, "../../node_modules");

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' blob: data:",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

interface PageFile {
  type: string;
  body: Buffer;
}

/** Everything the page consists of, by its address. */
export interface PageFiles {
  /** Answers when the address is one of the page's; `t.me/<bot>` and `/` are the page itself. */
  serve(pathname: string, response: ServerResponse): boolean;
}

/** Bundles the page once. Fonts come from the installed packages: the page asks no outside host. */
export async function loadPageFiles(): Promise<PageFiles> {
  const bundle = await build({
    entryPoints: [path.join(folder, "main.ts"), path.join(folder, "styles/page.css")],
    outdir: "/",
    entryNames: "[name]",
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    target: "es2022",
    charset: "utf8",
    external: ["/sim-page/*"],
    logLevel: "silent",
  });
  const font = (name: string) => ({
    type: "font/woff2",
    body: readFileSync(path.join(modules, name)),
  });
  const files = new Map<string, PageFile>([
    [
      "/",
      { type: "text/html; charset=utf-8", body: readFileSync(path.join(folder, "index.html")) },
    ],
    ["/sim-page/emoji.woff2", font("twemoji-colr-font/twemoji.woff2")],
    ...["latin", "cyrillic"].map((set): [string, PageFile] => [
      `/sim-page/inter-${set}.woff2`,
      font(`@fontsource-variable/inter/files/inter-${set}-wght-normal.woff2`),
    ]),
    ...bundle.outputFiles.map((file): [string, PageFile] => [
      `/sim-page/${path.basename(file.path)}`,
      {
        type: file.path.endsWith(".css")
          ? "text/css; charset=utf-8"
          : "text/javascript; charset=utf-8",
        body: Buffer.from(file.contents),
      },
    ]),
  ]);
  return {
    serve(pathname, response) {
      const file = files.get(/^\/t\.me\/\w+\/?$/.test(pathname) ? "/" : pathname);
      if (!file) return false;
      response.writeHead(200, {
        "content-type": file.type,
        "content-length": file.body.length,
        "content-security-policy": policy,
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "cache-control": file.type.startsWith("font/") ? "max-age=86400" : "no-cache",
      });
      response.end(file.body);
      return true;
    },
  };
}

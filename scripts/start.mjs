// `npm start`: the production web server; refuses to start on a missing or unsafe setting. Plain
// JavaScript, so that no loader of TypeScript stands between Node and the built server.
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseEnv } from "../lib/core/env.ts";
import { completeStandalone } from "./standalone-files.ts";

process.env.NODE_ENV = "production";
// Whoever started us (run.mjs) was killed: nobody else would end this server and free its port.
process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
const dist = process.env.NEXT_DIST_DIR || ".next";
try {
  const { PORT, HOST, KEEP_ALIVE_TIMEOUT } = parseEnv(process.env);
  if (!existsSync(`${dist}/standalone/server.js`)) {
    throw new Error("There is no build yet: run `npm run build` first.");
  }
  const server = resolve(completeStandalone(dist));
  // The names that Next's own server reads; shells and containers set HOSTNAME to the machine's name.
  Object.assign(process.env, { PORT, HOSTNAME: HOST, KEEP_ALIVE_TIMEOUT });
  await import(pathToFileURL(server).href);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}

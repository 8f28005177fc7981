import { existsSync } from "node:fs";
import { parseEnv } from "@/lib/core/env";

// `npm start`: the production web server; refuses to start on a missing or unsafe setting.
// The variable's type is read-only for applications, and this is what makes it true.
Object.assign(process.env, { NODE_ENV: "production" });
try {
  const env = parseEnv(process.env);
  if (!existsSync(`${process.env.NEXT_DIST_DIR || ".next"}/BUILD_ID`)) {
    throw new Error("There is no build yet: run `npm run build` first.");
  }
  const host = process.env.HOST || "0.0.0.0";
  process.argv = [process.argv[0] ?? "node", "next", "start", "-p", String(env.PORT), "-H", host];
  await import("next/dist/bin/next");
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}

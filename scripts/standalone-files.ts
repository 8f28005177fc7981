import { cpSync } from "node:fs";
import { basename, join } from "node:path";

/**
 * Puts what `output: "standalone"` leaves beside itself into its folder: browsers' files and public/.
 * Returns the server's path. `dist` is Next's build folder.
 */
export function completeStandalone(dist: string): string {
  const folder = join(dist, "standalone");
  const into = { recursive: true, force: true };
  cpSync(join(dist, "static"), join(folder, basename(dist), "static"), into);
  cpSync("public", join(folder, "public"), into);
  return join(folder, "server.js");
}

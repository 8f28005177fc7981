import { env } from "@/lib/core/env";

/**
 * Ends the server in one sentence when a setting is missing or unsafe: Next itself would stay up and
 * return 500 for everything.
 */
export function demandSettings(): void {
  try {
    env();
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(1);
  }
}

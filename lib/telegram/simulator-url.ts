import { env } from "@/lib/core/env";

/** Where the Telegram simulator's page is, in development without a bot of one's own. */
export const simulatorUrl = (): string | null => env().SIMULATOR_URL ?? null;

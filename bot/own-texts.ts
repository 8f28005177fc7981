import { database } from "@/lib/database";
import { readSettings } from "@/lib/settings/queries";
import type { Settings } from "@/lib/settings/schemas";
import { botTexts, isRussian } from "./texts";

/** Milliseconds for which the settings are believed: a message must not wait for them. */
const believedFor = 15_000;

let kept: { settings: Settings; until: number } | undefined;

/** The answer to /start: the team's own text, else the product's. */
export async function welcomeText(languageCode: string | undefined): Promise<string> {
  const { welcome_ru, welcome_en } = await recentSettings();
  const own = isRussian(languageCode) ? welcome_ru : welcome_en;
  return own || botTexts(languageCode).welcome;
}

/** What a client gets outside the hours, or null when the team does not want it. */
export async function awayText(languageCode: string | undefined): Promise<string | null> {
  const { away_is_enabled, away_ru, away_en } = await recentSettings();
  if (!away_is_enabled) return null;
  const own = isRussian(languageCode) ? away_ru : away_en;
  return own || botTexts(languageCode).away;
}

async function recentSettings(): Promise<Settings> {
  if (kept && kept.until > Date.now()) return kept.settings;
  const settings = await readSettings(database());
  kept = { settings, until: Date.now() + believedFor };
  return settings;
}

"use server";

import { cookies } from "next/headers";
import { localeCookie, locales } from "@/i18n/locales";
import { leaveDesk } from "@/lib/auth/leave-desk";
import { unlessAway } from "@/lib/http/unless-away";

/** Keeps the chosen language for a year; an unknown one changes nothing. */
export async function chooseLanguage(locale: string): Promise<void> {
  if (!locales.some((known) => known === locale)) return;
  (await cookies()).set(localeCookie, locale, { maxAge: 31_536_000, sameSite: "lax", path: "/" });
}

/** Ends this browser's session and goes to the sign-in page, unless Postgres is away. */
export async function leave(): Promise<"unavailable" | undefined> {
  return (await unlessAway(leaveDesk)) ?? undefined;
}

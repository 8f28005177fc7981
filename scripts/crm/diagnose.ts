import { env } from "@/lib/core/env";
import { sentence } from "../with-services";
import { checkClocks } from "./checks/check-clocks";
import { checkDatabase } from "./checks/check-database";
import { checkFiles } from "./checks/check-files";
import { checkJobs } from "./checks/check-jobs";
import { checkPush } from "./checks/check-push";
import { checkTelegram } from "./checks/check-telegram";
import { Unwell } from "./checks/unwell";

/** One thing that was looked at: what was found, and what to do when it is not well. */
export type Finding = { name: string; isWell: boolean; detail: string; advice?: string };

const checks: [name: string, check: () => Promise<string>, advice: string][] = [
  ["database", checkDatabase, "Check DATABASE_URL: is Postgres up, does it take this machine?"],
  ["clocks", checkClocks, "The database comes first: its clock is the one that counts."],
  ["storage", checkFiles, "Check AWS_S3_ENDPOINT_URL: browsers must reach it too."],
  ["push", checkPush, "Check PUSHER_*."],
  ["jobs", checkJobs, "The database comes first: the queue lives in it."],
  ["telegram", checkTelegram, "Check TELEGRAM_TOKEN and the network."],
];

/** Tries everything the product depends on, each on its own. Never rejects. */
export async function diagnose(): Promise<Finding[]> {
  const first = await look("settings", settings, ".env.example says what each one is.");
  if (first.isWell) {
    return [first, ...(await Promise.all(checks.map((check) => look(...check))))];
  }
  const detail = "not tried: the settings come first";
  return [first, ...checks.map(([name]) => ({ name, isWell: false, detail }))];
}

async function look(
  name: string,
  check: () => Promise<string> | string,
  advice: string,
): Promise<Finding> {
  try {
    return { name, isWell: true, detail: await check() };
  } catch (error) {
    const known = error instanceof Unwell ? error.advice : advice;
    return { name, isWell: false, detail: sentence(error), advice: known };
  }
}

function settings(): string {
  const { JOBS_ENGINE, APP_URL } = env();
  return `complete; the desk is ${APP_URL}, jobs run by ${JOBS_ENGINE}`;
}

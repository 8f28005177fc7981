import { largeIds } from "@/db/seed/write-large";
import { spawnChild } from "@/tests/support/child";
import type { Desk } from "./support/desk";
import { type Row, row } from "./support/report";
import { withSignedInBrowser } from "./support/sign-in";
import { median, percentile } from "./support/statistics";

/** What a screen may take at the server: the 95th percentile, in ms. */
const limit = 300;
const largeSeed = ["--import", "tsx", "scripts/seed.ts", "--large"];
const warmUps = 5;
const samples = 40;

/**
 * The server's time for each screen on 100,000 clients and 1,000,000 messages: from the request to
 * the last byte of the page and of what the page asks for when it opens, one after another.
 */
export async function screens(desk: Desk): Promise<Row[]> {
  await writeLargeSet(desk);
  const [long] = await desk.sql`select id from clients where telegram_id = ${largeIds.clients + 1}`;
  const cookie = await withSignedInBrowser(desk, async (page) =>
    (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join("; "),
  );
  const found: Row[] = [];
  for (const [name, paths] of Object.entries(pathsOf(Number(long?.id)))) {
    const times: number[] = [];
    for (let n = 0; n < warmUps + samples; n++) {
      const started = performance.now();
      for (const path of paths) await ask(desk, path, cookie);
      if (n >= warmUps) times.push(performance.now() - started);
    }
    found.push(
      row({
        name: `${name}, p95`,
        value: percentile(times, 0.95),
        unit: "ms",
        peer: "the limit",
        peerValue: limit,
        limit,
        note: `p50 ${median(times).toFixed(0)} ms, n ${samples}`,
      }),
    );
  }
  return found;
}

/** Each screen's page, and the questions that it asks the API when it opens. */
function pathsOf(longId: number): Record<string, string[]> {
  const clients = (search: string) => [
    `/clients?search=${encodeURIComponent(search)}`,
    `/api/clients/?search=${encodeURIComponent(search)}&limit=50`,
    `/api/clients/counts/?search=${encodeURIComponent(search)}`,
  ];
  return {
    dashboard: ["/dashboard", "/api/statistics/?period=today"],
    "dashboard, 30 days": ["/dashboard?period=30d", "/api/statistics/?period=30d"],
    kanban: [
      "/kanban",
      ...["lead", "active", "inactive", "closed"].map(
        (status) => `/api/clients/?status=${status}&sort=board&limit=50`,
      ),
      "/api/clients/counts/",
    ],
    clients: ["/clients", "/api/clients/?sort=-created_at&limit=50", "/api/clients/counts/"],
    "clients, a name": clients("Ковальчук"),
    "clients, a typo": clients("Гончр Матвй"),
    "clients, a message": clients("кофемолка перестала"),
    chat: ["/chat", "/api/conversations/?view=all&limit=50", "/api/conversations/counts/"],
    "chat, who waits": ["/api/conversations/?view=waiting&limit=50"],
    "a thread of 10,000": [`/chat/${longId}`],
    "search in that thread": [
      `/api/messages/?client_id=${longId}&search=${encodeURIComponent("заказ")}`,
    ],
    logs: ["/logs", "/api/logs/?limit=50"],
    operators: ["/operators"],
    reports: ["/reports", "/api/reports/?limit=50"],
    media: ["/media", "/api/media/?limit=50"],
    "settings, departments": ["/settings/departments"],
    "settings, Telegram": ["/settings/telegram"],
  };
}

async function writeLargeSet({ stack }: Desk): Promise<void> {
  const child = spawnChild("node_modules/.bin/node", largeSeed, stack.env);
  const code = await new Promise((resolve) => child.once("exit", resolve));
  if (code !== 0) throw new Error(`The large set was not written: exit code ${code}.`);
}

async function ask(desk: Desk, path: string, cookie: string): Promise<void> {
  const response = await fetch(desk.stack.appUrl + path, {
    headers: { cookie },
    redirect: "manual",
  });
  await response.arrayBuffer();
  if (response.status !== 200) throw new Error(`${path}: ${response.status}`);
}

// Which folder may import what. `npm run lint:rules` writes layers.json from this table (Biome has no
// way to add to a list of another override), and biome.json extends it.

export type Ban = { group: string[]; message: string };

export type Layer = { includes: string[]; bans: Ban[] };

export const bans = {
  parentFolders: {
    group: ["../**"],
    message: "Relative imports stay within a folder: use @/…",
  },
  storage: { group: ["@aws-sdk/**"], message: "Only lib/storage talks to S3." },
  pusher: {
    group: ["pusher", "pusher-js", "pusher-js/**"],
    message: "Only lib/realtime talks to Pusher.",
  },
  telegram: {
    group: ["grammy", "grammy/**"],
    message: "Only lib/telegram and bot talk to Telegram.",
  },
  engines: {
    group: ["graphile-worker", "@trigger.dev/**"],
    message: "Only lib/queue and jobs know the engines.",
  },
  sql: {
    group: ["drizzle-orm", "drizzle-orm/**", "postgres", "@/db/**"],
    message: "SQL lives in lib/<domain> and db.",
  },
  standIns: {
    group: ["@/dev/**", "@/tests/**"],
    message: "Stand-ins never reach a production build.",
  },
  bot: {
    group: ["@/bot/**"],
    message: "Only the webhook route and the polling job import the bot.",
  },
  jobs: {
    group: ["@/jobs/**"],
    message: "Start a job through lib/queue; only the cron routes import jobs.",
  },
  effects: {
    group: ["@/lib/realtime/publish", "@/lib/queue/wake", "@/lib/queue/trigger-run"],
    message: "Announce an event in the change (lib/effects): who hears of it is written there.",
  },
  screens: {
    group: ["@/app/**", "@/components/**"],
    message: "Nothing below the screens imports a screen.",
  },
  frameworks: {
    group: [
      ...["next", "next/**", "next-auth", "next-auth/**", "next-intl", "next-intl/**"],
      ...["react", "react/**", "react-dom"],
    ],
    message: "The core knows no framework.",
  },
  ours: {
    group: ["@/lib/**", "@/db/**", "@/app/**", "@/bot/**", "@/jobs/**", "@/components/**"],
    message: "lib/core imports nothing of ours.",
  },
  desk: {
    group: [
      ...["@/{app,bot,components,db,dev,jobs}/**", "@/lib/**"],
      ...["!@/lib/core/**", "!@/lib/peer/**"],
    ],
    message: "The live updates' server knows nothing of the desk.",
  },
  serverCode: {
    group: [
      "@/lib/**",
      "!@/lib/*/schemas",
      "!@/lib/*/terms",
      "!@/lib/api-client/*",
      "!@/lib/realtime/events",
      "!@/lib/realtime/browser",
      "!@/lib/context",
      "!@/lib/permissions",
      "!@/lib/core/errors",
      "!@/lib/core/days",
      "!@/lib/core/refusals/load-texts",
      "!@/lib/core/search-form",
      "!@/lib/core/visible-text",
      "!@/lib/attachments/file-name",
      "!@/lib/http/action-result",
      "!@/lib/login/attempt-status",
      "!@/lib/logs/actions",
      "!@/lib/core/client-name",
      "!@/lib/departments/hours",
      "!@/lib/departments/open-times",
      "!@/lib/messages/markup",
      "!@/lib/operators/people-rights",
      "!@/lib/quick-replies/fill-variables",
    ],
    message:
      "Components see schemas, terms, events and a few pure functions; a page gives them data.",
  },
} satisfies Record<string, Ban>;

const { parentFolders, storage, pusher, telegram, engines, sql, standIns } = bans;
const vendors = [storage, pusher, telegram, engines];
const all = [parentFolders, ...vendors, sql, standIns, bans.bot, bans.jobs];
const belowScreens = [...all, bans.screens, bans.frameworks];
const inLib = [...without(belowScreens, sql), bans.effects];
const inJobs = without(belowScreens, engines, bans.jobs);

/** The last layer that a file lies in counts, alone. */
export const layers: Layer[] = [
  { includes: ["app/**"], bans: all },
  { includes: ["app/api/telegram/**"], bans: without(all, telegram, bans.bot) },
  { includes: ["app/api/cron/**"], bans: without(all, bans.jobs) },
  { includes: ["components/**"], bans: [...all, bans.serverCode] },
  { includes: ["app/**/_components/**"], bans: [...all, bans.serverCode] },
  { includes: ["bot/**"], bans: [...without(belowScreens, telegram, bans.bot), bans.effects] },
  { includes: ["jobs/**"], bans: inJobs },
  { includes: ["jobs/poll-updates.ts"], bans: without(inJobs, bans.bot) },
  { includes: ["live/**"], bans: [bans.desk] },
  { includes: ["lib/**"], bans: inLib },
  { includes: ["lib/core/**"], bans: [...without(belowScreens, bans.bot, bans.jobs), bans.ours] },
  { includes: ["lib/auth/**"], bans: without(inLib, bans.frameworks) },
  { includes: ["lib/http/**"], bans: without(inLib, bans.frameworks) },
  { includes: ["lib/request/**"], bans: without(inLib, bans.frameworks, bans.effects) },
  { includes: ["lib/effects/**"], bans: without(inLib, bans.effects) },
  { includes: ["lib/telegram/**"], bans: without(inLib, telegram) },
  { includes: ["lib/realtime/**"], bans: without(inLib, pusher, bans.effects) },
  { includes: ["lib/storage/**"], bans: without(inLib, storage) },
  { includes: ["lib/queue/**"], bans: without(inLib, engines, bans.effects) },
  { includes: ["db/**"], bans: without(belowScreens, parentFolders, engines, sql) },
];

/** What Biome reads: one override for each layer. */
export function biomeOverrides() {
  return layers.map(({ includes, bans: patterns }) => ({
    includes,
    linter: {
      rules: { style: { noRestrictedImports: { level: "error", options: { patterns } } } },
    },
  }));
}

/** The text of layers.json, a line for each layer. */
export function layersFile(): string {
  const lines = biomeOverrides().map((override) => JSON.stringify(override));
  return `{ "overrides": [\n${lines.join(",\n")}\n] }\n`;
}

function without(from: Ban[], ...some: Ban[]): Ban[] {
  return from.filter((ban) => !some.includes(ban));
}

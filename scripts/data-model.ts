import { is } from "drizzle-orm";
import { toSnakeCase } from "drizzle-orm/casing";
import { type ForeignKey, getTableConfig, type PgColumn, PgTable } from "drizzle-orm/pg-core";
import * as schema from "@/db/schema";

/** What is drawn together; a table stands in one of them. */
const groups: Record<string, string[]> = {
  "The team and its sign-ins": [
    "departments",
    "operators",
    "invites",
    "sessions",
    "api_tokens",
    "sign_in_attempts",
    "sign_in_failures",
  ],
  "Clients and conversations": [
    "clients",
    "tags",
    "client_tags",
    "conversations",
    "cases",
    "conversation_reads",
    "drafts",
  ],
  Messages: [
    "raw_updates",
    "messages",
    "message_versions",
    "message_reactions",
    "early_reactions",
    "mentions",
    "attachments",
  ],
  "Quick replies and their files": ["quick_replies", "quick_reply_media", "media", "stray_objects"],
  "Webhooks, reports and the log": ["webhooks", "webhook_deliveries", "reports", "operator_logs"],
  "Settings and state of the processes": [
    "settings",
    "bot_state",
    "scheduled_jobs",
    "idempotency_keys",
    "rate_limits",
    "live_epoch",
  ],
};

const intro = `# The data model

Written by \`npm run docs:data-model\` from \`db/schema\`; do not edit. A line goes from the table that is
referred to (\`|o\` where the reference may be empty) to the one that holds the reference. In brackets is what becomes
of the row when the other is deleted. A table of another part is a box without columns.
`;

/** docs/data-model.md: each part of the schema as a Mermaid diagram. Throws for a table without a group. */
export function dataModelPage(): string {
  const tables = new Map(
    (Object.values(schema) as unknown[])
      .filter((one) => is(one, PgTable))
      .map((table) => [getTableConfig(table).name, table]),
  );
  const parts = Object.entries(groups).map(([title, names]) => {
    const drawn = names.map((name) => {
      const table = tables.get(name);
      if (!table) throw new Error(`data-model.ts names ${name}, which db/schema does not have`);
      tables.delete(name);
      return drawTable(table);
    });
    const lines = [...drawn.flatMap(({ box }) => box), ...drawn.flatMap(({ links }) => links)];
    const diagram = ["erDiagram", ...lines.map((line) => `  ${line}`)].join("\n");
    return `\n## ${title}\n\n\`\`\`mermaid\n${diagram}\n\`\`\`\n`;
  });
  const [missing] = tables.keys();
  if (missing) throw new Error(`put the table ${missing} into a group of scripts/data-model.ts`);
  return intro + parts.join("");
}

function drawTable(table: PgTable): { box: string[]; links: string[] } {
  const { name, columns, foreignKeys, primaryKeys, uniqueConstraints, indexes } =
    getTableConfig(table);
  const primary = columns.filter(
    (one) => one.primary || primaryKeys.some(({ columns: keys }) => keys.some(isSame(one))),
  );
  const unique = [
    primary,
    ...columns.filter(({ isUnique }) => isUnique).map((one) => [one]),
    ...uniqueConstraints.map(({ columns: keys }) => keys),
    ...indexes
      .filter(({ config }) => config.unique && !config.where)
      .map(({ config }) => config.columns.filter((one): one is PgColumn => "columnType" in one)),
  ];
  const box = columns.map((one) => {
    const keys = [
      primary.includes(one) && "PK",
      foreignKeys.some((key) => key.reference().columns.some(isSame(one))) && "FK",
      !primary.includes(one) && unique.some(([key, more]) => !more && key === one) && "UK",
    ].filter(Boolean);
    return `  ${typeOf(one)} ${toSnakeCase(one.name)} ${keys.join(", ")}`.trimEnd();
  });
  return {
    box: [`${name} {`, ...box, "}"],
    links: foreignKeys.map((key) => drawLink(name, key, unique)),
  };
}

function drawLink(name: string, key: ForeignKey, unique: PgColumn[][]): string {
  const { columns, foreignTable } = key.reference();
  const parent = columns.every(({ notNull }) => notNull) ? "||" : "|o";
  const isOne = unique.some(
    (set) => set.length > 0 && set.every((one) => columns.some(isSame(one))),
  );
  const action = key.onDelete && key.onDelete !== "no action" ? ` (${key.onDelete})` : "";
  const label = columns.map((one) => toSnakeCase(one.name)).join(", ") + action;
  return `${getTableConfig(foreignTable).name} ${parent}--o${isOne ? "|" : "{"} ${name} : "${label}"`;
}

const isSame = (one: { name: string }) => (other: { name: string }) => one.name === other.name;

/** Mermaid takes a type of one word. */
const typeOf = (column: PgColumn) =>
  column
    .getSQLType()
    .replace("timestamp with time zone", "timestamptz")
    .replace("double precision", "float8");

import { readFileSync } from "node:fs";
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { db, rawSql } from "@/db/client";
import { restoreBackup, restoreFiles } from "@/lib/backup/restore-backup";
import { writeBackup } from "@/lib/backup/write-backup";
import { systemContext } from "@/lib/context";
import { createOperator } from "@/lib/operators/create-operator";
import { roles } from "@/lib/operators/terms";
import { createApiToken } from "@/lib/tokens/create-api-token";
import { diagnose } from "./crm/diagnose";
import { setWebhook } from "./crm/set-webhook";
import { withServices } from "./with-services";

// `npm run crm -- <verb>`: administration from a shell, by the same verbs as everywhere.
const version = (JSON.parse(readFileSync("package.json", "utf8")) as { version: string }).version;

const program = new Command("crm")
  .description("Administers the desk from a shell.")
  .usage("<verb> [options]  (npm run crm -- <verb> …)")
  .version(version)
  .exitOverride()
  .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, "")) });

const asJson = () => new Option("--json", "print one JSON object");

verb("create-admin", "add an admin, who can sign in at once")
  .requiredOption("--name <name>", "the person's name")
  .requiredOption("--telegram-id <id>", "the number of their Telegram account", positive)
  .action((options) =>
    withServices(["postgres"], async () => {
      const operator = await createOperator(shell(), {
        name: options.name.normalize("NFC"),
        telegram_id: options.telegramId,
        role: "admin",
      });
      answer(options, operator, `Admin ${operator.id} (${operator.name}) can sign in now.`);
    }),
  );

verb("create-operator", "add a person of the team")
  .requiredOption("--name <name>", "the person's name")
  .requiredOption("--telegram-id <id>", "the number of their Telegram account", positive)
  .addOption(new Option("--role <role>", "what they may do").choices(roles).makeOptionMandatory())
  .option("--department <id>", "their department; admins need none", positive)
  .action((options) =>
    withServices(["postgres"], async () => {
      const operator = await createOperator(shell(), {
        name: options.name.normalize("NFC"),
        telegram_id: options.telegramId,
        role: options.role,
        department_id: options.department ?? null,
      });
      const text = `Operator ${operator.id} (${operator.name}, ${operator.role}) can sign in now.`;
      answer(options, operator, text);
    }),
  );

verb("create-token", "make an API token; it is printed this once")
  .requiredOption("--operator <id>", "whose rights it carries", positive)
  .requiredOption("--name <name>", "what it is for")
  .action((options) =>
    withServices(["postgres"], async () => {
      const made = await createApiToken(shell(), {
        operator_id: options.operator,
        name: options.name.normalize("NFC"),
      });
      answer(options, made, made.token);
    }),
  );

verb("set-webhook", "tell Telegram to send updates to TELEGRAM_WEBHOOK_URL").action((options) =>
  withServices(["telegram"], async () => {
    const result = await setWebhook(process.env);
    answer(options, result, `Telegram sends updates to ${result.url} now.`);
  }),
);

verb("doctor", "check settings, database, storage, push, jobs and Telegram").action((options) =>
  withServices(
    ["postgres", "s3", "pusher", "telegram"],
    async () => {
      const findings = await diagnose();
      const lines = findings.map((one) => {
        const advice = one.isWell || !one.advice ? "" : `\n       ${one.advice}`;
        return `${one.isWell ? "pass" : "FAIL"}   ${one.name}: ${one.detail}${advice}`;
      });
      const isWell = findings.every((one) => one.isWell);
      answer(options, { ok: isWell, checks: findings }, lines.join("\n"));
      if (!isWell) process.exitCode = 1;
    },
    { allowsIncomplete: true },
  ),
);

verb("backup", "write all tables into one file while the desk goes on")
  .argument("<file>", "a file that does not exist yet")
  .option("--files", "the stored files too")
  .action((file: string, options) =>
    withServices(["postgres", "s3"], async () => {
      const made = await writeBackup(rawSql(), file, options.files === true);
      answer(options, made, `${file}: ${counted(made)}.`);
    }),
  );

verb("restore", "put a backup into an empty, migrated database and compare")
  .argument("<file>", "what `backup` wrote")
  .option(
    "--only-files",
    "only the stored files, into another storage; the tables stay as they are",
  )
  .action((file: string, options) =>
    withServices(["postgres", "s3"], async () => {
      if (options.onlyFiles) {
        const { objects } = await restoreFiles(file);
        if (objects === 0)
          throw new Error(`${file} has no files: write it with \`backup --files\`.`);
        answer(options, { objects }, `Restored ${objects} files; each is as it was in the backup.`);
        return;
      }
      const put = await restoreBackup(rawSql(), file);
      answer(options, put, `Restored ${counted(put)}; counts and hashes are equal.`);
    }),
  );

try {
  await program.parseAsync(process.argv);
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exit(error.exitCode);
}

function verb(name: string, description: string): Command {
  return program.command(name).description(description).addOption(asJson());
}

function shell() {
  return systemContext(db(), "shell", `shell-${process.pid}`);
}

function answer(options: { json?: boolean }, object: object, text: string) {
  console.log(options.json ? JSON.stringify(object) : text);
}

function counted(sum: { tables: number; rows: number; objects: number }): string {
  return `${sum.tables} tables, ${sum.rows} rows, ${sum.objects} files`;
}

function positive(value: string): number {
  const number = Number(value);
  if (!/^[1-9]\d*$/.test(value) || !Number.isSafeInteger(number)) {
    throw new InvalidArgumentError("It must be a positive integer.");
  }
  return number;
}

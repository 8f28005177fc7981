import type { JobHelpers } from "graphile-worker";
import { afterAll, expect, it } from "vitest";
import { z } from "zod";
import { clients } from "@/db/schema";
import { errorForLog } from "@/lib/core/logger";
import { defineJob } from "@/lib/queue/define-job";
import { toTask } from "@/lib/queue/to-task";
import { recordUpdate } from "@/lib/updates/record-update";
import { testDatabase } from "../support/database";

const database = await testDatabase();
const { db, sql } = database;
afterAll(() => database.close());

// Looks like a call of a stack, to whoever tells lines apart by their looks alone.
const phone = "+79161234567\n    at secretPhone (private.ts:1:1)";
const secrets = ["+79161234567", "secretPhone", "Анна Секретная"];

/** An insert that Postgres refuses, with a person's data in it. */
const refused = (tx: Pick<typeof db, "insert"> = db) =>
  tx.insert(clients).values({ firstName: "Анна Секретная", phone, departmentId: 999_999 });

async function failure(): Promise<Error> {
  const error: unknown = await refused().then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Error)) throw new Error("the insert was not refused");
  return error;
}

function expectNothingPersonal(text: string) {
  for (const secret of secrets) expect(text).not.toContain(secret);
}

it("a database error in the log names the query and its calls, never the values", async () => {
  const error = await failure();
  expect(error.stack).toContain("Анна Секретная");
  const logged = errorForLog(error);
  expect(logged).toMatchObject({
    message: expect.stringContaining("insert into"),
    stack: expect.stringMatching(/^\s+at /),
  });
  expect(JSON.stringify(logged)).toContain("foreign key");
  expectNothingPersonal(JSON.stringify(logged));
});

it("a value that Postgres cannot read is not quoted", async () => {
  const unreadable = await sql`select ${phone}::text::bigint`.catch((thrown: unknown) => thrown);
  expect(errorForLog(unreadable).message).toBe("invalid input syntax for type bigint: [redacted]");
});

it("an update that cannot be applied is kept with a reason without values", async () => {
  const facts = { botId: 1, updateId: 77, kind: "message", raw: {} };
  expect(await recordUpdate(db, facts, async (tx) => ({ value: await refused(tx) }))).toEqual({
    outcome: "failed",
  });
  const [row] = await sql`select status, reason from raw_updates where update_id = 77`;
  expect(row?.status).toBe("failed");
  expect(row?.reason).toContain("foreign key");
  expectNothingPersonal(row?.reason);
});

it("a failed job leaves no values in the queue either", async () => {
  const descriptor = {
    id: "example",
    payload: z.unknown(),
    key: () => "example",
    maxAttempts: 3,
    maxDurationSec: 10,
  };
  const job = defineJob(descriptor, {
    run: async () => void (await refused()),
  });
  const helpers = { job: { id: "1", attempts: 1 } } as unknown as JobHelpers;
  const error = await Promise.resolve(toTask(job, new AbortController().signal)({}, helpers)).catch(
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Error)) throw new Error("the job did not fail");
  expect(error.cause).toBeUndefined();
  expect(error.message).toContain("insert into");
  expectNothingPersonal(`${error.message} ${error.stack}`);
});

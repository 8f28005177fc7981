import { globSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { jobs } from "./jobs";

// What is kept for the previous release passes on what that gives it.
const sql = globSync("db/functions/*.sql")
  .filter((file) => !file.includes("kept-for-previous-release"))
  .map((file) => readFileSync(file, "utf8").replace(/--.*$/gm, ""))
  .join("\n");

/** Arguments of each call of a function with the id of a job, as they stand in SQL. */
const calls = [
  ...sql.matchAll(
    /perform (wake_job\w*)\('([\w-]+)', (?:json_build_object\('(\w+)',|'\{\}',)([^;]*)\);/g,
  ),
].map(([, name = "", id = "", field, rest = ""]) => ({
  name,
  id,
  field,
  rest: rest.replace(/\s+/g, " "),
}));

it("SQL wakes only jobs that have a descriptor, by their key and queue and with their attempts", () => {
  expect(calls.length).toBeGreaterThanOrEqual(4);
  // Each mention of a wake-up was read: none is written in another form.
  expect(sql.match(/(?<!function )\bwake_job\w*\(/g)?.length).toBe(calls.length);
  for (const { name, id, field, rest } of calls) {
    const job = Object.values(jobs).find((one) => one.id === id);
    if (!job) throw new Error(`no descriptor of ${id}`);
    const input = job.payload.parse(field ? { [field]: 6 } : {}) as never;
    const [, prefix, whole] = /'([\w-]+-)' \|\| |'([\w-]+)'/.exec(rest) ?? [];
    expect(prefix ? `${prefix}6` : whole, id).toBe(job.key(input));
    expect(name, `${id}: with its own attempts`).toBe("wake_job_in");
    expect(rest, id).toContain(`interval '0', ${job.maxAttempts}`);
    const [, queue, count] = /'([\w-]+-)' \|\| \w+ % (\d+)/.exec(rest) ?? [];
    expect(queue && `${queue}${6 % Number(count)}`, id).toBe(job.queue?.(input));
  }
});

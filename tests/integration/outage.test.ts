import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { connect, pingDatabase } from "@/db/client";
import { startPostgres } from "@/dev/postgres/start-postgres";
import { freePort } from "../support/postgres";
import { waitFor } from "../support/wait-for";

const folder = mkdtempSync(join(tmpdir(), "crm-outage-"));
const port = await freePort();
const start = () => startPostgres({ folder: join(folder, "data"), port, isThrowAway: true });
let server = await start();
const { db, close } = connect(server.url("postgres"));

afterAll(async () => {
  await close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

const works = () =>
  pingDatabase(db).then(
    () => true,
    () => false,
  );

it("works again within three seconds after Postgres is back, however many queries failed meanwhile", async () => {
  expect(await works()).toBe(true);
  await server.stop();
  // Every connection fails again and again, as under the load of a desk.
  let failures = 0;
  const tryAgain = async () => {
    while (failures < 60) if (!(await works())) failures++;
  };
  await Promise.all(Array.from({ length: 8 }, tryAgain));
  server = await start();
  const back = Date.now();
  await waitFor(works, "the database");
  expect(Date.now() - back).toBeLessThan(3000);
}, 60_000);

import { afterAll, expect, it } from "vitest";
import { WebSocket } from "ws";
import { cutConnections as job } from "@/jobs/cut-connections";
import { authenticateUser, cutConnections, hintsSent } from "@/lib/realtime/publish";
import { startLiveServer } from "@/live/server";
import { testDatabase } from "../support/database";
import { freePort } from "../support/postgres";

const port = await freePort();
const database = await testDatabase({ PUSHER_PORT: String(port) });
const { sql } = database;
afterAll(() => database.close());

const operatorId = 7;
const run = { jobId: "1", attempt: 1, signal: new AbortController().signal, progress() {} };

it("sockets that could not be cut are cut by a job once the push server is back", async () => {
  await cutConnections(operatorId);
  await cutConnections(operatorId);
  await hintsSent();
  const jobs =
    await sql`select key from graphile_worker.jobs where task_identifier = 'cut-connections'`;
  expect(jobs).toEqual([{ key: `cut-${operatorId}` }]);
  await expect(job.run({ operatorId }, run)).rejects.toThrow();

  const pusher = await startLiveServer({
    port,
    app: { id: "app", key: "key", secret: "secret" },
  });
  const ws = new WebSocket(`ws://127.0.0.1:${port}/app/key?protocol=7`);
  const closed = new Promise<number>((resolve) => ws.on("close", resolve));
  await new Promise<void>((resolve) => {
    ws.on("message", (raw) => {
      const { event, data } = JSON.parse(String(raw)) as { event: string; data: string };
      if (event === "pusher:signin_success") resolve();
      if (event !== "pusher:connection_established") return;
      const { socket_id } = JSON.parse(data) as { socket_id: string };
      const proof = authenticateUser(socket_id, operatorId);
      ws.send(JSON.stringify({ event: "pusher:signin", data: proof }));
    });
  });
  await job.run({ operatorId }, run);
  expect(await closed).toBe(4009);
  await pusher.close();
});

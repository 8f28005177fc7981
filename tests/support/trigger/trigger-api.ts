import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** A run that was asked for: what `tasks.trigger` of SDK 4.8.3 sends. */
export type AskedRun = {
  task: string;
  payload: unknown;
  concurrencyKey: string | undefined;
  delay: string | undefined;
  idempotencyKey: string | undefined;
  runId: string;
};

type Body = {
  /** In superjson's envelope: the value is under `json`. */
  payload: string;
  options: { concurrencyKey?: string; delay?: string; idempotencyKey?: string };
};

/** A Trigger.dev schedule as its API lists it, the parts that we read. */
type Schedule = { task: string; active?: boolean; appliedSchedulePolicy?: object };

/**
 * The part of Trigger.dev's API that the SDK and `trigger.dev deploy --dry-run` of 4.8.3 use, on
 * loopback: a run of a known idempotency key is the old run. `state.answers` can be refused or silent.
 */
export async function startTriggerApi() {
  // The first load of the SDK counts as the product's wait for an answer; a busy machine needs seconds for it.
  await import("@trigger.dev/sdk");
  const runs: AskedRun[] = [];
  const state = {
    answers: "well" as "well" | "refusal" | "silence",
    calls: [] as string[],
    schedules: [] as Schedule[],
  };
  const ask = (task: string, { payload, options }: Body) => {
    const known = runs.find((run) => run.idempotencyKey === options.idempotencyKey);
    if (options.idempotencyKey && known) return { id: known.runId, isCached: true };
    const { concurrencyKey, delay, idempotencyKey } = options;
    const runId = `run_${runs.length + 1}`;
    const { json } = JSON.parse(payload) as { json: unknown };
    const asked = { task, payload: json, concurrencyKey, delay };
    runs.push({ ...asked, idempotencyKey, runId });
    return { id: runId };
  };
  const server = createServer(async (request, response) => {
    const path = (request.url ?? "").split("?")[0] ?? "";
    state.calls.push(`${request.method} ${path}`);
    const body = await text(request);
    const answer = (value: object, status = 200) => {
      response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify(value));
    };
    if (state.answers === "silence") return;
    if (state.answers === "refusal") return answer({ error: "Invalid API key" }, 401);
    const task = /^\/api\/v1\/tasks\/([^/]+)\/trigger$/.exec(path)?.[1];
    if (task) return answer(ask(decodeURIComponent(task), JSON.parse(body) as Body));
    if (path === "/api/v1/schedules") return answer(schedulePage(state.schedules));
    if (path.endsWith("/envvars")) return answer({ variables: {} });
    if (path.endsWith("/deploy-settings")) return answer({}, 404);
    if (/^\/api\/v1\/projects\/[^/]+\/[^/]+$/.test(path)) {
      return answer({ apiKey: "tr_prod_ci", name: "ci", apiUrl: url, projectId: "ci" });
    }
    // Telemetry of a run: traces, logs, metadata.
    return answer({});
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    runs,
    state,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function schedulePage(schedules: Schedule[]) {
  const data = schedules.map((schedule, index) => ({
    id: `sched_${index}`,
    type: "DECLARATIVE",
    active: true,
    generator: { type: "CRON", expression: "* * * * *", description: "each minute" },
    timezone: "UTC",
    environments: [],
    ...schedule,
  }));
  return { data, pagination: { currentPage: 1, totalPages: 1, count: data.length } };
}

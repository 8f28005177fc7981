import { collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { rawSql } from "@/db/client";
import { env } from "@/lib/core/env";

type Metrics = {
  registry: Registry;
  requests: Histogram;
  backlog: Gauge;
  oldest: Gauge;
  up: Gauge;
};

// Next loads this file once for the start and once for the routes: what they count is one.
const holder = globalThis as typeof globalThis & { crmMetrics?: Metrics };

/** Counts a finished request; 499 is one whose caller left. */
export function recordRequest(method: string, route: string, status: number, seconds: number) {
  metrics().requests.observe({ method: knownMethod(method), route, status }, seconds);
}

/**
 * Everything as Prometheus text: the process, requests by route, and what Postgres says at this
 * moment. While it cannot be asked, `crm_database_up` is 0 and the backlog is left out.
 */
export async function metricsText(): Promise<{ text: string; contentType: string }> {
  const { registry, backlog, oldest, up } = metrics();
  backlog.reset();
  oldest.reset();
  const isUp = await readBacklog().then(
    (values) => {
      for (const [kind, value] of Object.entries(values.counts)) backlog.set({ kind }, value);
      oldest.set(values.oldestQueuedSeconds);
      return true;
    },
    () => false,
  );
  up.set(isUp ? 1 : 0);
  return { text: await registry.metrics(), contentType: registry.contentType };
}

// Each condition is literally that of a partial index.
async function readBacklog() {
  const sql = rawSql();
  const [waiting] = await sql<{ queued: number; sending: number; oldest: number }[]>`
    select count(*) filter (where delivery_status = 'queued')::int as queued,
      count(*) filter (where delivery_status = 'sending')::int as sending,
      coalesce(extract(epoch from now() - min(created_at) filter (where delivery_status = 'queued')), 0)::float8 as oldest
    from messages where delivery_status in ('queued', 'sending')`;
  const [wrong] = await sql<{ failed: number; unknown: number; updates: number }[]>`
    select count(*) filter (where delivery_status = 'failed')::int as failed,
      count(*) filter (where delivery_status = 'unknown')::int as unknown,
      (select count(*)::int from raw_updates where status = 'failed') as updates
    from messages where delivery_status in ('failed', 'unknown') and deleted_at is null`;
  const counts: Record<string, number> = {
    messages_queued: waiting?.queued ?? 0,
    messages_sending: waiting?.sending ?? 0,
    messages_failed: wrong?.failed ?? 0,
    messages_unknown: wrong?.unknown ?? 0,
    raw_updates_failed: wrong?.updates ?? 0,
  };
  const jobs = await dueJobs();
  if (jobs !== undefined) counts.jobs_due = jobs;
  return { counts, oldestQueuedSeconds: waiting?.oldest ?? 0 };
}

/** Jobs whose time has come; undefined with another engine, or before the worker made its queue. */
async function dueJobs(): Promise<number | undefined> {
  if (env().JOBS_ENGINE !== "embedded") return undefined;
  const [queue] =
    await rawSql()`select to_regclass('graphile_worker.jobs') is not null as is_there`;
  if (!queue?.is_there) return undefined;
  const [jobs] = await rawSql()<{ count: number }[]>`
    select count(*)::int as count from graphile_worker.jobs where run_at <= now()`;
  return jobs?.count;
}

function metrics(): Metrics {
  holder.crmMetrics ??= createMetrics();
  return holder.crmMetrics;
}

function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    up: new Gauge({
      name: "crm_database_up",
      help: "1 when Postgres answers.",
      registers: [registry],
    }),
    requests: new Histogram({
      name: "http_request_duration_seconds",
      help: "Requests by route and status.",
      labelNames: ["method", "route", "status"],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers: [registry],
    }),
    backlog: new Gauge({
      name: "crm_backlog",
      help: "What waits or went wrong, by kind.",
      labelNames: ["kind"],
      registers: [registry],
    }),
    oldest: new Gauge({
      name: "crm_oldest_queued_message_seconds",
      help: "Age of the oldest message that waits to be sent.",
      registers: [registry],
    }),
  };
}

// Anybody can send any method: a label from a bounded set.
function knownMethod(method: string): string {
  return /^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)$/.test(method) ? method : "other";
}

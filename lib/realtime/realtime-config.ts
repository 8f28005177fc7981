import { eq, or } from "drizzle-orm";
import { departments } from "@/db/schema";
import type { OperatorContext } from "@/lib/context";
import { env } from "@/lib/core/env";
import { channelName, channels, type RealtimeConfig } from "./events";
import { readEpoch } from "./live-epoch";
import type { HeardChannels } from "./schemas";

/** What the signed-in operator's browser needs to learn of changes; no secret in it. */
export async function realtimeConfig(ctx: OperatorContext): Promise<RealtimeConfig> {
  const { PUSHER_KEY, PUSHER_CLUSTER, PUSHER_HOST, PUSHER_PORT, PUSHER_SCHEME } = env();
  return {
    key: PUSHER_KEY,
    cluster: PUSHER_CLUSTER ?? "",
    host: PUSHER_HOST ?? null,
    port: PUSHER_PORT ?? null,
    forceTls: PUSHER_HOST ? PUSHER_SCHEME === "https" : true,
    operatorId: ctx.actor.operatorId,
    ...(await heardChannels(ctx)),
  };
}

/** What the signed-in operator may listen to, under the current names. */
export async function heardChannels(ctx: OperatorContext): Promise<HeardChannels> {
  const { epoch } = await readEpoch(ctx.db);
  const heard = await visibleChannels(ctx);
  return { epoch, channels: heard.map((channel) => channelName(channel, epoch)) };
}

/** The channels an actor may listen to, by the same rule as `visibleClients`. */
export async function visibleChannels(ctx: OperatorContext): Promise<string[]> {
  const { role, operatorId, departmentId } = ctx.actor;
  const own = [channels.team, channels.operator(operatorId)];
  if (role === "admin") return [...own, channels.everything];
  // `or()` of nothing would be no condition at all.
  if (departmentId === null && role !== "manager") return own;
  const rows = await ctx.db
    .select({ id: departments.id, visibility: departments.visibility })
    .from(departments)
    .where(
      or(
        departmentId === null ? undefined : eq(departments.id, departmentId),
        role === "manager" ? eq(departments.managerId, operatorId) : undefined,
      ),
    );
  const heard = rows.filter(({ id, visibility }) =>
    role === "manager" ? true : id === departmentId && visibility === "department",
  );
  return [...own, ...heard.map(({ id }) => channels.department(id))];
}

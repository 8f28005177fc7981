import { and, eq } from "drizzle-orm";
import { clients, conversations } from "@/db/schema";
import { visibleClients } from "@/lib/access/visible-clients";
import type { OperatorContext } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { channelName, channels } from "./events";
import { epochFor } from "./live-epoch";
import { pusher } from "./pusher";
import { visibleChannels } from "./realtime-config";

/**
 * Signs a subscription when the actor may join the channel and it is called so now; throws `forbidden`
 * otherwise.
 */
export async function authorizeChannel(
  ctx: OperatorContext,
  socketId: string,
  channel: string,
): Promise<{ auth: string; channel_data?: string }> {
  // First: what is lost from here on takes the name along.
  const epoch = await epochFor(ctx);
  const conversationId = Number(/^presence-conversation-(\d{1,15})-/.exec(channel)?.[1] ?? 0);
  if (conversationId > 0) {
    const room = await visibleRoom(ctx, conversationId);
    if (room === null || channel !== channelName(room, epoch)) throw refusal();
    const member = { user_id: String(ctx.actor.operatorId), user_info: { name: ctx.actor.name } };
    return pusher().authorizeChannel(socketId, channel, member);
  }
  const heard = await visibleChannels(ctx);
  if (!heard.some((name) => channel === channelName(name, epoch))) throw refusal();
  return pusher().authorizeChannel(socketId, channel);
}

const refusal = () => new AppError("forbidden", "permission.channel");

async function visibleRoom(ctx: OperatorContext, id: number): Promise<string | null> {
  const [row] = await ctx.db
    .select({
      conversationId: conversations.id,
      departmentId: clients.departmentId,
      assignedOperatorId: clients.assignedOperatorId,
    })
    .from(conversations)
    .innerJoin(clients, eq(clients.id, conversations.clientId))
    .where(and(eq(conversations.id, id), visibleClients(ctx.actor)));
  return row ? channels.conversation(row) : null;
}

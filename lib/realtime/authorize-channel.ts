import { and, eq } from "drizzle-orm";
import { clients, conversations } from "@/db/schema";
import { visibleClients } from "@/lib/clients/scope";
import type { OperatorContext } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { channels } from "./events";
import { pusher } from "./pusher";
import { visibleChannels } from "./realtime-config";

/** Signs a subscription when the actor may join the channel; throws `forbidden` otherwise. */
export async function authorizeChannel(
  ctx: OperatorContext,
  socketId: string,
  channel: string,
): Promise<{ auth: string; channel_data?: string }> {
  const conversationId = Number(/^presence-conversation-(\d{1,15})$/.exec(channel)?.[1] ?? 0);
  if (conversationId > 0 && channel === channels.conversation(conversationId)) {
    if (!(await seesConversation(ctx, conversationId))) throw refusal();
    const member = { user_id: String(ctx.actor.operatorId), user_info: { name: ctx.actor.name } };
    return pusher().authorizeChannel(socketId, channel, member);
  }
  if (!(await visibleChannels(ctx)).includes(channel)) throw refusal();
  return pusher().authorizeChannel(socketId, channel);
}

const refusal = () => new AppError("forbidden", "You may not join this channel.");

async function seesConversation(ctx: OperatorContext, id: number): Promise<boolean> {
  const rows = await ctx.db
    .select({ id: conversations.id })
    .from(conversations)
    .innerJoin(clients, eq(clients.id, conversations.clientId))
    .where(and(eq(conversations.id, id), visibleClients(ctx.actor)));
  return rows.length > 0;
}

import { z } from "zod";
import { getConversation } from "@/lib/conversations/queries";
import { readDraft, saveDraft } from "@/lib/conversations/save-draft";
import { draftSchema } from "@/lib/conversations/schemas";
import { idParam } from "@/lib/core/schemas";
import { route } from "@/lib/http/route";

const params = z.object({ id: idParam });

export const GET = route(
  {
    summary: "Get one's draft",
    description:
      "What you typed in this conversation and did not send; empty texts when there is nothing.",
    params,
    response: draftSchema,
  },
  async (ctx, { params }) => {
    await getConversation(ctx, params.id);
    return readDraft(ctx, params.id);
  },
);

export const PUT = route(
  {
    summary: "Keep one's draft",
    description: "Keeps what you typed for your other windows; empty texts remove it.",
    params,
    body: draftSchema,
  },
  (ctx, { params, body }) => saveDraft(ctx, params.id, body),
);

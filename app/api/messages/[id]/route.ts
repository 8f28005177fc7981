import { z } from "zod";
import { idParam } from "@/lib/core/schemas";
import { route } from "@/lib/http/route";
import { deleteMessage, editMessage } from "@/lib/messages/edit-message";
import { getMessage } from "@/lib/messages/queries";
import { editMessageSchema, messageSchema } from "@/lib/messages/schemas";

const params = z.object({ id: idParam });

export const GET = route(
  { summary: "Get a message", params, response: messageSchema },
  (ctx, { params }) => getMessage(ctx, params.id),
);

export const PATCH = route(
  {
    summary: "Change the text of a sent message",
    params,
    body: editMessageSchema,
    response: messageSchema,
  },
  (ctx, { params, body }) => editMessage(ctx, params.id, body),
);

export const DELETE = route(
  { summary: "Take a message back, or remove one that did not go out", params },
  (ctx, { params }) => deleteMessage(ctx, params.id),
);

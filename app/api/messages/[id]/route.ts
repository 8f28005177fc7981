import { z } from "zod";
import { idParam } from "@/lib/core/schemas";
import { route } from "@/lib/http/route";
import { deleteMessage, editMessage } from "@/lib/messages/edit-message";
import { getMessage } from "@/lib/messages/queries";
import { editMessageSchema, messageSchema } from "@/lib/messages/schemas";

const params = z.object({ id: idParam });

export const GET = route(
  {
    summary: "Get a message",
    description: "A message of a client whom you may see, with its files.",
    params,
    response: messageSchema,
  },
  (ctx, { params }) => getMessage(ctx, params.id),
);

export const PATCH = route(
  {
    summary: "Change the text of a sent message",
    description:
      "Changes one's own sent message, at the client's phone first, or one's own note; every version is kept.",
    params,
    body: editMessageSchema,
    response: messageSchema,
  },
  (ctx, { params, body }) => editMessage(ctx, params.id, body),
);

export const DELETE = route(
  {
    summary: "Take a message back, or remove one that did not go out",
    description:
      "Removes one's own sent message from the client's phone, or one's own note; the text stays kept.",
    params,
  },
  (ctx, { params }) => deleteMessage(ctx, params.id),
);

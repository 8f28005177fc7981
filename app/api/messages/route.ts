import { pageOf } from "@/lib/core/schemas";
import { route } from "@/lib/http/route";
import { listMessages } from "@/lib/messages/queries";
import { listMessagesSchema, messageSchema, sendMessageSchema } from "@/lib/messages/schemas";
import { sendMessage } from "@/lib/messages/send-message";

export const GET = route(
  {
    summary: "List a client's messages",
    description: "The client's thread in order, or with `after_seq` what changed since.",
    query: listMessagesSchema,
    response: pageOf(messageSchema),
  },
  (ctx, { query }) => listMessages(ctx, query),
);

export const POST = route(
  {
    summary: "Send a message",
    description:
      "Queues the message; a job brings it to Telegram. A text over 4096 characters becomes several messages, each file one of its own.",
    body: sendMessageSchema,
    response: messageSchema,
    status: 201,
  },
  // A run for the same Idempotency-Key after one that broke off finds the message it made.
  (ctx, { body, mark }) => sendMessage(ctx, { ...(mark ? { client_key: mark } : {}), ...body }),
);

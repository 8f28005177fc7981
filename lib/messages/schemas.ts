import { z } from "zod";
import { attachmentSchema } from "@/lib/attachments/schemas";
import { reason } from "@/lib/core/refusals/reason";
import { failureSchema, id, idParam, page, timestamp } from "@/lib/core/schemas";

export const deliveryStatuses = [
  "received",
  "queued",
  "sending",
  "sent",
  "failed",
  "unknown",
] as const;

/** A Telegram MessageEntity; offsets and lengths in UTF-16 code units. */
export const entitySchema = z.object({
  type: z.string().meta({ description: "bold, italic, text_link, …", example: "bold" }),
  offset: z.number().int().meta({ description: "Where it begins." }),
  length: z.number().int().meta({ description: "How long it is." }),
  url: z.string().optional().meta({ description: "Of a text_link: where it leads." }),
  language: z.string().optional().meta({ description: "Of a block of code." }),
});

const senderSchema = z.object({
  type: z
    .enum(["client", "operator", "system"])
    .meta({ description: "Which side; `system`: a line of the product itself." }),
  operator_id: id
    .nullable()
    .meta({ description: "The person of the team who wrote it or did it; null: nobody of it." }),
});

export const messageSchema = z
  .object({
    id,
    conversation_id: id,
    client_id: id,
    sender: senderSchema,
    content: z.string(),
    entities: z.array(entitySchema).nullable(),
    message_type: z
      .enum(["text", "file", "image", "system"])
      .meta({ description: "The coarse sort of `kind`." }),
    kind: z
      .string()
      .meta({ example: "text", description: "text, photo, document, voice, sticker, location, …" }),
    payload: z.record(z.string(), z.unknown()).nullable().meta({
      description:
        "What only this kind has: coordinates, a contact, an event's facts. `sent_as_document` (`instead_of`, `reason`): Telegram does not take the file as what it was.",
    }),
    is_internal: z.boolean().meta({ description: "A note of the team: the client never sees it." }),
    telegram_message_id: z.number().int().nullable(),
    media_group_id: z.string().nullable(),
    reply_to_message_id: id.nullable(),
    reply_to: z
      .object({
        sender: senderSchema,
        kind: z.string(),
        preview: z.string().meta({ description: "The first 160 characters." }),
        is_deleted: z.boolean().meta({ description: "Whether it was taken back since." }),
      })
      .nullable()
      .meta({ description: "The answered message, which may be far above." }),
    delivery_status: z.enum(deliveryStatuses),
    failure_reason: z.string().nullable(),
    failure: failureSchema.nullable(),
    client_key: z.string().nullable(),
    attachments: z.array(attachmentSchema),
    reactions: z.array(z.object({ by_client: z.boolean(), emoji: z.array(z.string()) })),
    position: z.number().int().meta({ description: "Thread order, then id." }),
    seq: z
      .number()
      .int()
      .meta({ description: "The conversation's sequence number at the last change." }),
    due_at: timestamp.nullable().meta({ description: "A queued message waits until then." }),
    edited_at: timestamp.nullable(),
    deleted_at: timestamp.nullable(),
    created_at: timestamp,
  })
  .meta({ id: "Message" });
export type Message = z.infer<typeof messageSchema>;

export const listMessagesSchema = page.extend({
  client_id: idParam,
  order: z
    .enum(["asc", "desc"])
    .default("asc")
    .meta({ description: "Thread order, oldest or newest first." }),
  search: z.string().trim().min(2).max(200).optional().meta({
    description: "Words of the text, newest first; forms of a word are found, ё equals е.",
  }),
  is_internal: z
    .enum(["true", "false"])
    .optional()
    .meta({ description: "`true`: only the team's notes; `false`: only the chat itself." }),
  after_seq: z.coerce.number().int().min(0).optional().meta({
    description: "Only what changed after this sequence number, in order of change.",
  }),
});
export type ListMessages = z.output<typeof listMessagesSchema>;

const messageFormat = z.enum(["plain", "markdown"]).default("plain").meta({
  description:
    "`markdown`: `**bold**`, `__italic__`, `~~struck~~`, `||hidden||`, code and links become styles, as in Telegram's own apps.",
});

export const sendMessageSchema = z
  .object({
    client_id: id,
    content: z.string().max(100_000).default("").meta({ example: "Здравствуйте! Уже смотрим." }),
    attachment_ids: z.array(id).max(10).default([]),
    format: messageFormat,
    reply_to_message_id: id.optional(),
    is_internal: z.boolean().default(false).meta({
      description: "A note for the team, which never goes to Telegram.",
    }),
    mentioned_operator_ids: z.array(id).max(20).default([]).meta({
      description: "Who is called by a note; only people who may see the client.",
    }),
    client_key: z.string().min(8).max(100).optional().meta({
      description: "A key of the sender's choosing: the same key is the same message.",
    }),
  })
  .refine((input) => input.content.trim() !== "" || input.attachment_ids.length > 0, {
    message: reason("message.textOrFile"),
    path: ["content"],
  });
export type SendMessage = z.input<typeof sendMessageSchema>;

export const editMessageSchema = z.object({
  content: z.string().trim().min(1, reason("message.empty")).max(4096, reason("message.tooLong")),
  format: messageFormat,
});
export type EditMessage = z.input<typeof editMessageSchema>;

/** What an edited message was before. */
export const messageVersionSchema = z
  .object({
    id,
    content: z.string(),
    kind: z.string().meta({ example: "text" }),
    payload: z.record(z.string(), z.unknown()).nullable().meta({
      description: "As in the message: where a live location was, what a poll asked.",
    }),
    attachments: z.array(attachmentSchema).meta({
      description: "The files that the edit replaced; empty when it left them.",
    }),
    replaced_at: timestamp,
  })
  .meta({ id: "MessageVersion" });
export type MessageVersion = z.infer<typeof messageVersionSchema>;

import { z } from "zod";
import { clientSchema, clientStatusSchema } from "@/lib/clients/schemas";
import { reason } from "@/lib/core/refusals/reason";
import { id, idParam, page, timestamp } from "@/lib/core/schemas";
import { deliveryStatuses } from "@/lib/messages/schemas";
import { conversationViews, workStates } from "./terms";

export const conversationSchema = z
  .object({
    id,
    client: clientSchema
      .pick({
        id: true,
        first_name: true,
        last_name: true,
        username: true,
        status: true,
        assigned_operator_id: true,
        department_id: true,
        blocked_at: true,
      })
      .meta({ description: "Whose chat it is, in short." }),
    seq: z.number().int(),
    work_state: z.enum(workStates),
    waiting_since: timestamp
      .nullable()
      .meta({ description: "Since when the client waits for an answer." }),
    snoozed_until: timestamp.nullable(),
    unread_count: z
      .number()
      .int()
      .meta({ description: "Client messages the caller has not read." }),
    last_message: z
      .object({
        id,
        sender_type: z.enum(["client", "operator", "system"]),
        operator_id: id.nullable(),
        kind: z.string(),
        preview: z.string().meta({ description: "The first 160 characters." }),
        delivery_status: z.enum(deliveryStatuses),
        created_at: timestamp,
      })
      .nullable(),
    last_message_at: timestamp.nullable(),
  })
  .meta({ id: "Conversation" });
export type Conversation = z.infer<typeof conversationSchema>;

/** What narrows a view, and its counter. */
export const conversationFilterSchema = z.object({
  department_id: idParam.optional(),
  operator_id: idParam.optional().meta({ description: "Whose clients." }),
  delivery_status: z
    .enum(["failed", "unknown"])
    .optional()
    .meta({ description: "In `undelivered`: only answers in this state." }),
  since: timestamp
    .regex(/^20\d\d-/, reason("conversation.moment"))
    .optional()
    .meta({ description: "In `undelivered`: only answers since then; else of the last 30 days." }),
});
export type ConversationFilter = z.output<typeof conversationFilterSchema>;

export const listConversationsSchema = page.extend({
  ...conversationFilterSchema.shape,
  view: z.enum(conversationViews).default("all").meta({
    description:
      "`mine`, `unassigned`, `department`: neither done nor snoozed; `open`: not done; `all`: every conversation that has begun; `mentions`: a note of the last 30 days calls the caller.",
  }),
  search: z.string().trim().max(200).optional(),
  assigned_operator_id: z
    .union([idParam, z.literal("none")])
    .optional()
    .meta({ description: "An operator, or `none`." }),
  status: clientStatusSchema.optional(),
  work_state: z.enum(workStates).optional(),
});
export type ListConversations = z.output<typeof listConversationsSchema>;

/** How many conversations each view holds, of mentions the unread ones; capped at 1000. */
export const conversationCountsSchema = z
  .record(z.enum(conversationViews), z.number().int())
  .meta({ id: "ConversationCounts" });
export type ConversationCounts = z.infer<typeof conversationCountsSchema>;

export const conversationChangesSchema = z.object({
  after: z
    .string()
    // A snapshot lists the transactions that ran: at most as many as Postgres takes connections.
    .max(12_000)
    .regex(/^\d{1,19}(:\d{1,19}:(\d{1,19}(,\d{1,19})*)?)?$/)
    .optional()
    .meta({ description: "`next_after` of the answer before." }),
  known: z
    .string()
    .regex(/^([1-9]\d{0,14}(,[1-9]\d{0,14}){0,199})?$/)
    .optional()
    .meta({
      description:
        "Ids the caller shows, comma separated: those it may no longer see come back in `gone`.",
    }),
});
export type ConversationChanges = z.output<typeof conversationChangesSchema>;

/** What changed since `after`; `is_reset`: too much or too long ago, load the list afresh. */
export const conversationChangeSetSchema = z
  .object({
    results: z.array(conversationSchema),
    gone: z
      .array(id)
      .meta({ description: "Of the `known` ones: those that you may no longer see." }),
    next_after: z.string().meta({ description: "To be sent as `after` next time." }),
    is_reset: z
      .boolean()
      .meta({ description: "Too much has changed, or it is too long ago: load the list afresh." }),
  })
  .meta({ id: "ConversationChangeSet" });
export type ConversationChangeSet = z.infer<typeof conversationChangeSetSchema>;

/** What an operator has typed and not sent. */
export const draftSchema = z.object({
  content: z.string().max(100_000).meta({ description: "The answer to the client." }),
  note: z
    .string()
    .max(100_000)
    .default("")
    .meta({ description: "The team's note, kept apart from the answer." }),
  is_note: z.boolean().default(false).meta({ description: "The note was typed last." }),
});
export type Draft = z.output<typeof draftSchema>;

/** One episode of the endless chat. */
export const caseSchema = z
  .object({
    id,
    client_id: id,
    conversation_id: id,
    opened_at: timestamp,
    first_response_at: timestamp.nullable(),
    first_response_operator_id: id.nullable(),
    closed_at: timestamp.nullable().meta({ description: "Null while it is open." }),
    closed_by_operator_id: id.nullable(),
    first_message_id: id.nullable().meta({ description: "Where it begins in the thread." }),
  })
  .meta({ id: "Case" });
export type Case = z.infer<typeof caseSchema>;

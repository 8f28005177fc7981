import { z } from "zod";
import { reason } from "@/lib/core/refusals/reason";
import { id, page } from "@/lib/core/schemas";
import { mediaSchema } from "@/lib/media/schemas";

export const quickReplySchema = z
  .object({
    id,
    shortcut: z.string().meta({ example: "delivery", description: "Called by /delivery." }),
    title: z.string().meta({ example: "Сроки доставки" }),
    content: z.string().meta({
      example: "{{client.first_name}}, доставка занимает 2–3 дня.",
      description: "May hold {{client.first_name}}, {{client.name}}, {{operator.name}}.",
    }),
    department_id: id.nullable().meta({ description: "Null: for every department." }),
    media: z.array(mediaSchema),
  })
  .meta({ id: "QuickReply" });
export type QuickReply = z.infer<typeof quickReplySchema>;

export const listQuickRepliesSchema = page.extend({
  search: z.string().trim().max(100).optional().meta({ description: "Shortcut, title or text." }),
});
export type ListQuickReplies = z.output<typeof listQuickRepliesSchema>;

const fields = {
  shortcut: z
    .string()
    .trim()
    .regex(/^[\p{L}\p{N}_-]{1,32}$/u, reason("quickReply.shortcut")),
  title: z.string().trim().min(1, reason("quickReply.title")).max(100),
  content: z.string().max(4096, reason("message.tooLong")),
  department_id: id.nullable(),
  media_ids: z.array(id).max(10, reason("quickReply.tooManyFiles")),
};

const hasSomething = (value: { content?: string | undefined; media_ids?: number[] | undefined }) =>
  (value.content ?? "").trim() !== "" || (value.media_ids ?? []).length > 0;

export const createQuickReplySchema = z
  .object({
    ...fields,
    content: fields.content.default(""),
    department_id: fields.department_id.default(null),
    media_ids: fields.media_ids.default([]),
  })
  .refine(hasSomething, { message: reason("quickReply.empty"), path: ["content"] });
export type CreateQuickReply = z.input<typeof createQuickReplySchema>;

export const updateQuickReplySchema = z.object(fields).partial();
export type UpdateQuickReply = z.input<typeof updateQuickReplySchema>;

import { z } from "zod";
import { id, page } from "@/lib/core/schemas";
import { tagColors } from "./terms";

const color = z.enum(tagColors).meta({ description: "A colour's name.", example: "blue" });

/** A label on a client. */
export const tagSchema = z
  .object({
    id,
    name: z.string().meta({ example: "VIP" }),
    // A colour that a later version drops must not make old rows unreadable.
    color: z.enum(tagColors).catch("grey").meta({ description: "A colour's name." }),
  })
  .meta({ id: "Tag" });
export type Tag = z.infer<typeof tagSchema>;

export const listTagsSchema = page;
export type ListTags = z.output<typeof listTagsSchema>;

export const createTagSchema = z.object({
  name: z.string().trim().min(1).max(40).meta({ example: "VIP" }),
  color: color.default("grey"),
});
export type CreateTag = z.input<typeof createTagSchema>;

export const updateTagSchema = z
  .object({ name: z.string().trim().min(1).max(40).meta({ example: "VIP" }), color })
  .partial();
export type UpdateTag = z.output<typeof updateTagSchema>;

export const setClientTagsSchema = z.object({
  tag_ids: z.array(id).max(50).meta({ description: "All tags of the client, in any order." }),
});
export type SetClientTags = z.output<typeof setClientTagsSchema>;

import { z } from "zod";
import { cleanFileName } from "@/lib/attachments/file-name";
import { pixels, presignedUploadSchema } from "@/lib/attachments/schemas";
import { maxUploadBytes } from "@/lib/attachments/terms";
import { reason } from "@/lib/core/refusals/reason";
import { id, page, timestamp } from "@/lib/core/schemas";
import { withoutDirectionMarks } from "@/lib/core/visible-text";

export const mediaSchema = z
  .object({
    id,
    name: z.string().meta({ example: "price-2026.pdf" }),
    mime_type: z.string().meta({ example: "application/pdf" }),
    size: z.number().int().meta({ description: "Bytes." }),
    width: z.number().int().nullable(),
    height: z.number().int().nullable(),
    status: z.enum(["uploading", "stored"]).meta({ description: "Whether the file is there yet." }),
    url: z.string().nullable().meta({
      description: "A signed link, good for at most 5 minutes; null until the file is stored.",
    }),
    used_in: z
      .array(z.object({ id, shortcut: z.string() }))
      .meta({ description: "The quick replies that send it." }),
    uploaded_by_operator_id: id.nullable(),
    created_at: timestamp,
    updated_at: timestamp,
  })
  .meta({ id: "Media" });
export type Media = z.infer<typeof mediaSchema>;

export const listMediaSchema = page.extend({
  search: z.string().trim().max(200).optional().meta({ description: "Part of the name." }),
  kind: z.enum(["image", "video", "audio", "document"]).optional(),
});
export type ListMedia = z.output<typeof listMediaSchema>;

export const createMediaSchema = z.object({
  name: z
    .string()
    .trim()
    .max(255)
    .overwrite(withoutDirectionMarks)
    .refine((name) => cleanFileName(name) !== "", reason("file.invisibleName"))
    .min(1)
    .meta({ example: "price-2026.pdf" }),
  mime_type: z.string().trim().min(1).max(100).meta({ example: "application/pdf" }),
  size: z.number().int().min(1, reason("file.empty")).max(maxUploadBytes, reason("file.tooLarge")),
  width: pixels.optional(),
  height: pixels.optional(),
});
export type CreateMedia = z.output<typeof createMediaSchema>;

/** A file that was announced, and how the file itself is sent. */
export const mediaUploadSchema = z
  .object({
    media: mediaSchema,
    upload: presignedUploadSchema,
  })
  .meta({ id: "MediaUpload" });
export type MediaUpload = z.infer<typeof mediaUploadSchema>;

export const renameMediaSchema = z.object({
  name: z
    .string()
    .trim()
    .max(255)
    .overwrite(withoutDirectionMarks)
    .refine((name) => cleanFileName(name) !== "", reason("file.invisibleName"))
    .min(1),
});
export type RenameMedia = z.output<typeof renameMediaSchema>;

export const deleteMediaSchema = z.object({
  force: z.enum(["0", "1"]).default("0").meta({
    description: "1: take the file out of the quick replies that send it.",
  }),
});

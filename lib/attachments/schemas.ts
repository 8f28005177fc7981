import { z } from "zod";
import { reason } from "@/lib/core/refusals/reason";
import { id } from "@/lib/core/schemas";
import { withoutDirectionMarks } from "@/lib/core/visible-text";
import { cleanFileName } from "./file-name";
import { maxUploadBytes } from "./terms";

export const attachmentSchema = z
  .object({
    id,
    name: z.string().meta({ example: "счёт.pdf" }),
    mime_type: z.string().meta({ example: "application/pdf" }),
    size: z
      .number()
      .int()
      .nullable()
      .meta({ description: "Bytes; null when Telegram did not say." }),
    url: z.string().nullable().meta({
      description: "A signed link, good for at most 5 minutes; null until the file is stored.",
    }),
    kind: z
      .string()
      .meta({ example: "document", description: "photo, document, voice, sticker, …" }),
    width: z.number().int().nullable(),
    height: z.number().int().nullable(),
    duration: z.number().int().nullable().meta({ description: "Seconds." }),
    status: z.enum(["uploading", "pending", "stored", "failed", "too_big"]).meta({
      description:
        "`pending`: it is being fetched from Telegram; `too_big`: Telegram gives a bot no file over 20 MB (more with a Bot API server of one's own).",
    }),
    failure_reason: z.string().nullable(),
  })
  .meta({ id: "Attachment" });
export type Attachment = z.infer<typeof attachmentSchema>;

/** The highest number that the database's `integer` holds: no real side or length comes near. */
const maxInteger = 2_147_483_647;

export const pixels = z.number().int().positive().max(maxInteger).meta({ description: "Pixels." });

export const createAttachmentSchema = z.object({
  name: z
    .string()
    .trim()
    .max(255)
    .overwrite(withoutDirectionMarks)
    .refine((name) => cleanFileName(name) !== "", reason("file.invisibleName"))
    .min(1)
    .meta({ example: "счёт.pdf" }),
  mime_type: z.string().trim().max(100).meta({ example: "application/pdf" }),
  size: z.number().int().min(1, reason("file.empty")).max(maxUploadBytes, reason("file.tooLarge")),
  width: pixels.optional(),
  height: pixels.optional(),
  duration: z
    .number()
    .int()
    .positive()
    .max(maxInteger)
    .optional()
    .meta({ description: "Seconds." }),
  is_voice: z.boolean().default(false).meta({ description: "A voice note: OGG with Opus." }),
});
export type CreateAttachment = z.output<typeof createAttachmentSchema>;

/** A request to the storage that takes one file of a set type and size. */
export const presignedUploadSchema = z
  .object({
    method: z.enum(["POST", "PUT"]).meta({
      description:
        "`POST`: a multipart form of `fields`, then the file itself as `file`, last. `PUT`: the file's bytes as the body, with `headers`, exactly as long as announced.",
    }),
    url: z.url().meta({ description: "Where to send it." }),
    fields: z
      .record(z.string(), z.string())
      .meta({ description: "The form's fields; empty for `PUT`." }),
    headers: z
      .record(z.string(), z.string())
      .meta({ description: "Headers to send with it; empty for `POST`." }),
  })
  .meta({
    description:
      "How to send the file itself to the storage, within 5 minutes. Which method it is depends on the storage of the installation: a program must take both.",
  });

/** A file that was announced, and how the file itself is sent. */
export const uploadSchema = z
  .object({
    attachment: attachmentSchema.meta({ description: "The file that is to come." }),
    upload: presignedUploadSchema,
  })
  .meta({ id: "Upload" });
export type Upload = z.infer<typeof uploadSchema>;

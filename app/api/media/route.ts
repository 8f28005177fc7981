import { pageOf } from "@/lib/core/schemas";
import { route } from "@/lib/http/route";
import { createMedia } from "@/lib/media/create-media";
import { listMedia } from "@/lib/media/queries";
import {
  createMediaSchema,
  listMediaSchema,
  mediaSchema,
  mediaUploadSchema,
} from "@/lib/media/schemas";

export const GET = route(
  {
    summary: "List the media library",
    description: "The library's files, newest first.",
    query: listMediaSchema,
    response: pageOf(mediaSchema),
  },
  (ctx, { query }) => listMedia(ctx, query),
);

export const POST = route(
  {
    summary: "Begin an upload into the library",
    description:
      "Answers how to send the file itself to the storage: a presigned form or PUT for this type and size, good for 5 minutes. Say `complete` when it is there; until then, and once it lies unsent for a day, the file is removed by itself. At most 100 files and 1 GB of one person may wait: 409 beyond.",
    body: createMediaSchema,
    response: mediaUploadSchema,
    status: 201,
  },
  (ctx, { body }) => createMedia(ctx, body),
);

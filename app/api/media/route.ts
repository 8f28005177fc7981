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
      "Answers where to post the file itself: a presigned S3 form for this type and at most this size, good for 5 minutes.",
    body: createMediaSchema,
    response: mediaUploadSchema,
    status: 201,
  },
  (ctx, { body }) => createMedia(ctx, body),
);

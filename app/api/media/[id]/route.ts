import { z } from "zod";
import { idParam } from "@/lib/core/schemas";
import { route } from "@/lib/http/route";
import { deleteMedia } from "@/lib/media/delete-media";
import { getMedia } from "@/lib/media/queries";
import { renameMedia } from "@/lib/media/rename-media";
import { deleteMediaSchema, mediaSchema, renameMediaSchema } from "@/lib/media/schemas";

const params = z.object({ id: idParam });

export const GET = route(
  {
    summary: "Get a file of the library",
    description: "A file of the library with a link to it and the quick replies that send it.",
    params,
    response: mediaSchema,
  },
  (ctx, { params }) => getMedia(ctx, params.id),
);

export const PATCH = route(
  {
    summary: "Rename a file",
    description: "What was sent before keeps its name.",
    params,
    body: renameMediaSchema,
    response: mediaSchema,
  },
  (ctx, { params, body }) => renameMedia(ctx, params.id, body),
);

export const DELETE = route(
  {
    summary: "Delete a file of the library",
    description:
      "Messages keep their own copies; refused while quick replies send it, unless `force` is given.",
    params,
    query: deleteMediaSchema,
  },
  (ctx, { params, query }) => deleteMedia(ctx, params.id, query.force === "1"),
);

import { z } from "zod";
import { idParam } from "@/lib/core/schemas";
import { route } from "@/lib/http/route";
import { deleteTag } from "@/lib/tags/delete-tag";
import { getTag } from "@/lib/tags/queries";
import { tagSchema, updateTagSchema } from "@/lib/tags/schemas";
import { updateTag } from "@/lib/tags/update-tag";

const params = z.object({ id: idParam });

export const GET = route(
  { summary: "Get a tag", description: "One of the team's tags.", params, response: tagSchema },
  (ctx, { params }) => getTag(ctx, params.id),
);

export const PATCH = route(
  {
    summary: "Change a tag",
    description: "Renames or recolours the tag on every client.",
    params,
    body: updateTagSchema,
    response: tagSchema,
  },
  (ctx, { params, body }) => updateTag(ctx, params.id, body),
);

export const DELETE = route(
  { summary: "Delete a tag", description: "Takes the tag from every client, too.", params },
  (ctx, { params }) => deleteTag(ctx, params.id),
);

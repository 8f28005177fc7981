import { pageOf } from "@/lib/core/schemas";
import { route } from "@/lib/http/route";
import { createTag } from "@/lib/tags/create-tag";
import { listTags } from "@/lib/tags/queries";
import { createTagSchema, listTagsSchema, tagSchema } from "@/lib/tags/schemas";

export const GET = route(
  {
    summary: "List tags",
    description: "The team's tags by name.",
    query: listTagsSchema,
    response: pageOf(tagSchema),
  },
  (ctx, { query }) => listTags(ctx, query),
);

export const POST = route(
  {
    summary: "Make a tag",
    description: "Refused when a tag has this name already, in any case of letters.",
    body: createTagSchema,
    response: tagSchema,
    status: 201,
  },
  (ctx, { body }) => createTag(ctx, body),
);

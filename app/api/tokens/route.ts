import { pageOf } from "@/lib/core/schemas";
import { route } from "@/lib/http/route";
import { createApiToken } from "@/lib/tokens/create-api-token";
import { listApiTokens } from "@/lib/tokens/list-api-tokens";
import {
  apiTokenSchema,
  createApiTokenSchema,
  createdApiTokenSchema,
  listApiTokensSchema,
} from "@/lib/tokens/schemas";

export const GET = route(
  {
    summary: "List API tokens",
    description: "Tokens that work, newest first: your own, for admins everyone's.",
    query: listApiTokensSchema,
    response: pageOf(apiTokenSchema),
  },
  (ctx, { query }) => listApiTokens(ctx, query),
);

export const POST = route(
  {
    summary: "Make an API token",
    description:
      "Answers the secret, shown this once; the token acts with your rights as they are at each request.",
    body: createApiTokenSchema,
    response: createdApiTokenSchema,
    status: 201,
  },
  (ctx, { body }) => createApiToken(ctx, body),
);

import { pageOf } from "@/lib/core/schemas";
import { route } from "@/lib/http/route";
import { createOperator, createOperatorSchema } from "@/lib/operators/create-operator";
import { listOperators } from "@/lib/operators/queries";
import { listOperatorsSchema, operatorSchema } from "@/lib/operators/schemas";

export const GET = route(
  {
    summary: "List operators",
    description: "The team, oldest first.",
    query: listOperatorsSchema,
    response: pageOf(operatorSchema),
  },
  (ctx, { query }) => listOperators(ctx, query),
);

export const POST = route(
  {
    summary: "Add an operator by Telegram id",
    description:
      "The person can sign in at once with this Telegram account; managers and operators need a department.",
    body: createOperatorSchema,
    response: operatorSchema,
    status: 201,
  },
  (ctx, { body }) => createOperator(ctx, body),
);

import { pageOf } from "@/lib/core/schemas";
import { route } from "@/lib/http/route";
import { listOperators } from "@/lib/operators/queries";
import { listOperatorsSchema, operatorSchema } from "@/lib/operators/schemas";

export const GET = route(
  { summary: "List operators", query: listOperatorsSchema, response: pageOf(operatorSchema) },
  (ctx, { query }) => listOperators(ctx, query),
);

import { route } from "@/lib/http/route";
import { getOperator } from "@/lib/operators/queries";
import { operatorSchema } from "@/lib/operators/schemas";

export const GET = route(
  {
    summary: "Who am I",
    description: "The person whom this token or cookie belongs to.",
    response: operatorSchema,
  },
  (ctx) => getOperator(ctx, ctx.actor.operatorId),
);

import { z } from "zod";
import { idParam } from "@/lib/core/schemas";
import { route } from "@/lib/http/route";
import { getOperator } from "@/lib/operators/queries";
import { operatorSchema } from "@/lib/operators/schemas";

export const GET = route(
  { summary: "Get an operator", params: z.object({ id: idParam }), response: operatorSchema },
  (ctx, { params }) => getOperator(ctx, params.id),
);

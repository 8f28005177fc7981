import { z } from "zod";
import { idParam } from "@/lib/core/schemas";
import { route } from "@/lib/http/route";
import { getOperator } from "@/lib/operators/queries";
import { operatorSchema, updateOperatorSchema } from "@/lib/operators/schemas";
import { updateOperator } from "@/lib/operators/update-operator";

const params = z.object({ id: idParam });

export const GET = route(
  {
    summary: "Get an operator",
    description: "A person of the team.",
    params,
    response: operatorSchema,
  },
  (ctx, { params }) => getOperator(ctx, params.id),
);

export const PATCH = route(
  {
    summary: "Change an operator",
    description:
      "Changes only what is given; a new role or department counts from the person's next request.",
    params,
    body: updateOperatorSchema,
    response: operatorSchema,
  },
  (ctx, { params, body }) => updateOperator(ctx, params.id, body),
);

/** People stay in the history: this deactivates. */
export const DELETE = route(
  {
    summary: "Deactivate an operator",
    description:
      "Ends their sign-ins and tokens at once and gives their clients to others; the person stays in the history.",
    params,
  },
  async (ctx, { params }) => {
    await updateOperator(ctx, params.id, { is_active: false });
  },
);

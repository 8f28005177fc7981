import { z } from "zod";
import { setDutySchema } from "@/lib/assignment/schemas";
import { idParam } from "@/lib/core/schemas";
import { route } from "@/lib/http/route";
import { operatorSchema } from "@/lib/operators/schemas";
import { setDuty } from "@/lib/operators/set-duty";

export const POST = route(
  {
    summary: "Go on or off duty",
    description:
      "Whoever comes on duty at once gets who waits; new clients pass by whoever goes off.",
    params: z.object({ id: idParam }),
    body: setDutySchema,
    response: operatorSchema,
  },
  (ctx, { params, body }) => setDuty(ctx, params.id, body),
);

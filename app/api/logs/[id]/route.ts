import { z } from "zod";
import { idParam } from "@/lib/core/schemas";
import { route } from "@/lib/http/route";
import { getLog } from "@/lib/logs/queries";
import { logSchema } from "@/lib/logs/schemas";

export const GET = route(
  {
    summary: "Get a line of the operator log",
    description: "One act, as far as you may read the log.",
    params: z.object({ id: idParam }),
    response: logSchema,
  },
  (ctx, { params }) => getLog(ctx, params.id),
);

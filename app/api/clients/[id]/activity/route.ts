import { z } from "zod";
import { idParam, page, pageOf } from "@/lib/core/schemas";
import { route } from "@/lib/http/route";
import { listClientActivity } from "@/lib/logs/list-client-activity";
import { activitySchema } from "@/lib/logs/schemas";

export const GET = route(
  {
    summary: "List what was done with a client",
    description: "Newest first, without what was written and who only looked.",
    params: z.object({ id: idParam }),
    query: page,
    response: pageOf(activitySchema),
  },
  (ctx, { params, query }) => listClientActivity(ctx, params.id, query),
);

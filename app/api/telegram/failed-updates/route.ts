import { pageOf } from "@/lib/core/schemas";
import { route } from "@/lib/http/route";
import { failedUpdateSchema, listFailedUpdatesSchema } from "@/lib/telegram/schemas";
import { listFailedUpdates } from "@/lib/updates/failed-updates";

export const GET = route(
  {
    summary: "Updates that could not be applied",
    description:
      "Updates that are kept although they could not be applied, newest first, without their content.",
    query: listFailedUpdatesSchema,
    response: pageOf(failedUpdateSchema),
  },
  (ctx, { query }) => listFailedUpdates(ctx, query),
);

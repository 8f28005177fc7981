import { z } from "zod";
import { handleUpdate } from "@/bot/handle-update";
import { idParam } from "@/lib/core/schemas";
import { route } from "@/lib/http/route";
import { replayUpdate } from "@/lib/updates/replay-update";

export const POST = route(
  {
    summary: "Apply a failed update again",
    description:
      "Takes the kept update as if Telegram delivered it now; 409 with the reason when it fails again.",
    params: z.object({ id: idParam }),
  },
  (ctx, { params }) => replayUpdate(ctx, params.id, handleUpdate),
);

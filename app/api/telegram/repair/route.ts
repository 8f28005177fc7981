import { route } from "@/lib/http/route";
import { repairTelegram } from "@/lib/telegram/connection";
import { telegramConnectionSchema } from "@/lib/telegram/schemas";

export const POST = route(
  {
    summary: "Check the webhook now and set it right",
    description: "Asks Telegram at once; waiting updates are never dropped.",
    response: telegramConnectionSchema,
  },
  (ctx) => repairTelegram(ctx),
);

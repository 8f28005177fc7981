import { route } from "@/lib/http/route";
import { getTelegramConnection } from "@/lib/telegram/connection";
import { telegramConnectionSchema } from "@/lib/telegram/schemas";

export const GET = route(
  {
    summary: "How the bot is connected",
    description: "What the last check, made each minute, found.",
    response: telegramConnectionSchema,
  },
  (ctx) => getTelegramConnection(ctx),
);

import { randomUUID } from "node:crypto";
import { after } from "next/server";
import { z } from "zod";
import { handleUpdate } from "@/bot/handle-update";
import { env } from "@/lib/core/env";
import { AppError } from "@/lib/core/errors";
import { secretsEqual } from "@/lib/core/ids";
import { logger } from "@/lib/core/logger";
import { second } from "@/lib/core/time";
import { problem } from "@/lib/http/problem";
import { parseJson, readBody } from "@/lib/http/read-input";
import { withTimeout } from "@/lib/queue/with-timeout";
import { hintsSent } from "@/lib/realtime/publish";

export const dynamic = "force-dynamic";

const updateSchema = z.looseObject({ update_id: z.number().int() });

/** A silent database must not hold Telegram's connections: it waits up to 60 s for each. */
const longest = 15 * second;

/** MiB; far more than Telegram's longest message with everything that it quotes. */
const largestUpdate = 8;

type Update = Parameters<typeof handleUpdate>[0];

/**
 * Telegram's updates. 401 without the secret; 200 once stored, whatever is in it; 503 when it could
 * not be stored, and Telegram comes again (core.telegram.org/bots/api#setwebhook).
 */
export async function POST(request: Request): Promise<Response> {
  const secret = env().TELEGRAM_WEBHOOK_SECRET;
  const given = request.headers.get("x-telegram-bot-api-secret-token") ?? "";
  if (!secret || !secretsEqual(given, secret)) {
    return refuse(new AppError("unauthenticated", "telegram.notSecret"));
  }
  const update = updateSchema.safeParse(await readUpdate(request).catch(() => null));
  // What is no update cannot be stored as one; a refusal would only make the sender repeat it.
  if (!update.success) return refuse(new AppError("unreadable", "telegram.notUpdate"));
  const handling = handleUpdate(update.data as unknown as Update);
  try {
    const finish = await withTimeout(longest, handling);
    after(() => finish().then(hintsSent));
    return new Response(null, { status: 200 });
  } catch (error) {
    logger("webhook").error({ err: error, updateId: update.data.update_id }, "update not stored");
    // It may be stored late: its redelivery is a duplicate then, so that hints and downloads go now.
    handling.then((finish) => finish()).catch(() => undefined);
    const details = { retryAfter: 2 };
    return refuse(new AppError("unavailable", "notStored.update", { details }));
  }
}

async function readUpdate(request: Request): Promise<unknown> {
  return parseJson(await readBody(request, largestUpdate));
}

function refuse(error: AppError): Response {
  return problem(error, randomUUID());
}

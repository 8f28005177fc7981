import { z } from "zod";
import { checkEnvValues } from "@/lib/core/env";

const answerSchema = z.object({
  ok: z.boolean(),
  // Absent in a refusal.
  result: z.unknown().optional(),
  description: z.string().optional(),
});

export type TelegramVariables = Record<string, string | undefined>;

/** One Bot API call of the shell's. Rejects with a sentence that never carries the token. */
export async function callTelegram(
  env: TelegramVariables,
  method: string,
  body: object = {},
): Promise<unknown> {
  const { TELEGRAM_API_ROOT: root } = checkEnvValues(env);
  const response = await fetch(`${root}/bot${env.TELEGRAM_TOKEN}/${method}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(15_000),
  }).catch(() => {
    throw new Error(`${root} does not answer. Check TELEGRAM_API_ROOT and the network.`);
  });
  const answer = answerSchema.safeParse(await response.json().catch(() => null));
  if (!answer.success) throw new Error(`${root} does not answer like a Bot API server.`);
  if (!answer.data.ok) throw new Error(`Telegram refused ${method}: ${answer.data.description}`);
  return answer.data.result;
}

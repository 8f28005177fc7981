import type { Db } from "@/db/client";
import { logger } from "@/lib/core/logger";
import type { SignedIn } from "@/lib/login/consume-attempt";
import { operatorTexts } from "@/lib/telegram/operator-texts";
import { botApi } from "./api";

/** Tells the operator in Telegram that a browser is signed in, with "It wasn't me". Never throws. */
export async function announceSignIn(db: Db, signedIn: SignedIn): Promise<void> {
  try {
    const texts = await operatorTexts(db, signedIn.operatorId);
    await botApi().sendMessage(signedIn.telegramId, texts.signedIn, {
      reply_markup: {
        inline_keyboard: [[{ text: texts.notMe, callback_data: `out:${signedIn.sessionId}` }]],
      },
    });
  } catch (error) {
    logger("sign-in").warn(
      { err: error, operatorId: signedIn.operatorId },
      "sign-in not announced",
    );
  }
}

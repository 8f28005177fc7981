import { eq } from "drizzle-orm";
import type { Db } from "@/db/client";
import { operators } from "@/db/schema";

const texts = {
  ru: {
    signedIn: "Вы вошли в Деск.",
    notMe: "Это не я",
    queueGrows: (department: string, waiting: number) =>
      `${department}: все заняты или не на смене. Клиентов ждёт: ${waiting}.`,
  },
  en: {
    signedIn: "You are signed in to Desk.",
    notMe: "It wasn't me",
    queueGrows: (department: string, waiting: number) =>
      `${department}: everyone is busy or off duty. Clients waiting: ${waiting}.`,
  },
};

/** What the product says to an operator in Telegram outside a dialogue, in their language. */
export async function operatorTexts(db: Db, operatorId: number) {
  const [row] = await db
    .select({ language: operators.language })
    .from(operators)
    .where(eq(operators.id, operatorId));
  return texts[row?.language === "en" ? "en" : "ru"];
}

import { standardTexts } from "@/lib/settings/standard-texts";

/** What the bot says, by the person's Telegram language; Russian when it is neither. */
const texts = {
  ru: {
    ...standardTexts.ru,
    clientHelp: "Просто напишите сообщение: его получит оператор и ответит вам здесь.",
    operatorHelp:
      "Чтобы войти в Деск, отправьте /auth и код со страницы входа. Отвечайте клиентам в Деске.",
    useDesk: "Вы оператор: отвечайте клиентам в Деске. Чтобы войти, отправьте /auth и код.",
    notOperator: "Эта команда только для операторов.",
    authUsage: "Отправьте /auth и код со страницы входа, например: /auth ACDE-FHJK",
    wrongCode:
      "Код не подошёл: он неверный или устарел. Обновите страницу входа и попробуйте снова.",
    tooMany: "Слишком много неверных кодов. Попробуйте через 15 минут.",
    stale: "Это сообщение пришло слишком поздно. Отправьте код ещё раз.",
    ask: (device: string, ip: string, seconds: number) =>
      `Вход в Деск\n\n${device}\nIP: ${ip}\nЗапрошен ${seconds} с назад\n\nЕсли это вы, нажмите число со страницы входа.`,
    unknownDevice: "Неизвестный браузер",
    unknownIp: "неизвестен",
    decline: "Это не я, отклонить",
    approved: "Вход подтверждён.",
    declined: "Вход отклонён.",
    gone: "Этот запрос уже не действует.",
    sessionEnded: "Сеанс завершён. Войти по нему больше нельзя.",
    joined: (name: string) => `${name}, вы в команде. Откройте Деск и войдите по коду: /auth КОД`,
    badInvite: "Приглашение не действует: оно использовано или устарело. Попросите новое.",
  },
  en: {
    ...standardTexts.en,
    clientHelp: "Just write a message: an operator will receive it and reply to you here.",
    operatorHelp:
      "To sign in to Desk, send /auth and the code from the sign-in page. Reply to clients in Desk.",
    useDesk: "You are an operator: reply to clients in Desk. To sign in, send /auth and the code.",
    notOperator: "This command is for operators only.",
    authUsage: "Send /auth and the code from the sign-in page, for example: /auth ACDE-FHJK",
    wrongCode:
      "The code did not work: it is wrong or has expired. Reload the sign-in page and try again.",
    tooMany: "Too many wrong codes. Try again in 15 minutes.",
    stale: "This message arrived too late. Send the code again.",
    ask: (device: string, ip: string, seconds: number) =>
      `Sign-in to Desk\n\n${device}\nIP: ${ip}\nRequested ${seconds} s ago\n\nIf this is you, press the number from the sign-in page.`,
    unknownDevice: "Unknown browser",
    unknownIp: "unknown",
    decline: "Not me, decline",
    approved: "Sign-in approved.",
    declined: "Sign-in declined.",
    gone: "This request is no longer valid.",
    sessionEnded: "The session has ended and cannot be used any more.",
    joined: (name: string) =>
      `${name}, you are on the team. Open Desk and sign in with the code: /auth CODE`,
    badInvite: "The invite is not valid: it was used or has expired. Ask for a new one.",
  },
};

export type BotTexts = (typeof texts)["ru"];

/** Whether a Telegram `language_code` (which may be missing) gets Russian. */
export function isRussian(languageCode: string | null | undefined): boolean {
  return !languageCode || languageCode.startsWith("ru");
}

/** The texts for a Telegram `language_code`. */
export function botTexts(languageCode: string | null | undefined): BotTexts {
  return isRussian(languageCode) ? texts.ru : texts.en;
}

/** What the bot says where the settings hold no text of the team's own. */
export const standardTexts = {
  ru: {
    welcome:
      "Здравствуйте! Напишите ваш вопрос прямо здесь, оператор ответит в этом чате. Можно присылать фото и файлы.",
    away: "Здравствуйте! Сейчас мы не работаем. Ответим, как только начнётся рабочий день: ваше сообщение сохранено.",
  },
  en: {
    welcome:
      "Hello! Write your question right here, an operator will answer in this chat. Photos and files are fine.",
    away: "Hello! We are closed right now. We will answer as soon as we open: your message is kept.",
  },
};

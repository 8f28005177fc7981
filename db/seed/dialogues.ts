/** One line of a dialogue: `c` the client, `o` an operator; a file stands before its caption. */
export type Line = { from: "c" | "o"; text: string; file?: "photo" | "document" | "voice" };

const russian = `
c: Здравствуйте! Подскажите, где мой заказ {order}?
c: Обещали вчера, курьер так и не позвонил
o: Здравствуйте, {name}! Уже смотрю, одну минуту.
o: Заказ на сортировке, курьер приедет сегодня с 16 до 19. Извините за задержку.
c: Хорошо, спасибо. А можно попросить, чтобы позвонил за час?
o: Да, добавила пометку для курьера.
c: Отлично 👍
---
c: Добрый день. Пришёл чайник с трещиной
c: [photo] Вот, видно сбоку
o: Добрый день, {name}. Очень жаль! Заменим или вернём деньги, как вам удобнее?
c: Лучше замену
o: Оформила замену по заказу {order}. Новый отправим завтра, старый заберёт тот же курьер.
c: Коробку сохранять нужно?
o: Да, если она осталась. Если нет, ничего страшного.
---
c: Нужен счёт на юрлицо, сможете сделать?
o: Здравствуйте! Да, конечно. Пришлите, пожалуйста, реквизиты.
c: ИНН 7701234567, ООО «Север», почта buh@example.com
o: [document] Готово, счёт во вложении. Действует пять дней.
c: Получили, сегодня оплатим
o: Спасибо! Как только деньги придут, я напишу.
---
c: Не могу войти в личный кабинет, код не приходит
o: Здравствуйте! На какой номер вы ждёте код, последние четыре цифры?
c: 4417
o: Вижу: номер записан с ошибкой в одной цифре. Исправил, попробуйте ещё раз.
c: Всё, вошла. Спасибо большое!
o: Пожалуйста! Если что, пишите сюда.
---
c: А самовывоз у вас есть? Я в Казани
o: Здравствуйте! Да, на Баумана, 44, каждый день с 10 до 21.
c: Сколько хранится заказ?
o: Семь дней, потом можно продлить ещё на три.
c: Понял, тогда оформлю туда
---
c: Хочу поменять адрес доставки по {order}
o: Здравствуйте, {name}. Напишите новый адрес целиком.
c: Екатеринбург, Малышева 51, квартира 12, подъезд 2, домофон 12К
o: Записал. Доставка не подорожает, день тот же.
c: Супер, спасибо
---
c: Скажите, есть ли этот плед в зелёном?
c: [photo] Такой же, только зелёный
o: Добрый день! Зелёный приедет в четверг. Отложить для вас?
c: Да, отложите два
o: Отложила два до воскресенья, номер брони {order}.
c: А скидка за два будет? 🙂
o: Да, 10% на второй.
---
c: Деньги за возврат ещё не пришли, прошло уже 6 дней
o: Здравствуйте, {name}. Проверяю платёж.
o: Мы отправили деньги 3 дня назад, банк зачисляет до 5 рабочих дней. Вот подтверждение:
o: [document] Подтверждение возврата
c: Понятно, подожду до понедельника
---
c: [voice]
c: Извините, было неудобно писать
o: Ничего страшного, всё понятно. Да, подарочную упаковку можно добавить, это бесплатно.
c: Тогда добавьте, пожалуйста, и открытку
o: Добавили. Что написать в открытке?
c: «С днём рождения, Лена! Твои девочки»
o: Готово, заказ {order} уже собирают.
---
c: Здравствуйте, вы работаете в праздники?
o: Здравствуйте! Да, с 11 до 18, кроме первого числа.
c: Спасибо!`;

const english = `
c: Hi! Do you ship to Portugal?
o: Hello {name}! Yes, 5 to 7 days by courier, free from €60.
c: And customs?
o: Nothing to pay, we ship from within the EU.
c: Perfect, ordering now
---
c: My parcel {order} says delivered but I have nothing
o: Hi {name}, sorry about that. Let me ask the courier.
o: They left it with your neighbour at number 14. Could you check there?
c: Found it! Thanks for the quick help
o: Glad to hear it. Have a good day!
---
c: The lamp arrived without a plug adapter
c: [photo] This is all that was in the box
o: Thank you for the photo, {name}. I'm sending the adapter today, free of charge.
c: Do I need to return anything?
o: No, nothing at all. Tracking will follow by tonight.
---
c: Could I get an invoice with our VAT number?
o: Of course. Please send me the number and the company's name.
c: PT 509 123 456, Azul Lda
o: [document] Here it is. Anything else I can do?
c: That's all, thank you
---
c: How do I cancel order {order}?
o: Hi! It has not left the warehouse yet, so I can cancel it for you right now. Shall I?
c: Yes please
o: Done. The money is back on your card in 2 to 3 days.
---
c: Is the wool blanket machine washable?
o: Yes: 30 °C, wool programme, no tumble drying.
c: Great. Which one would you take for a cold bedroom?
o: The thick one, 600 g. It's my own favourite too.
c: Sold 🙂
---
c: Hello, I was charged twice for {order}
c: [document] Bank statement attached
o: Hello {name}. I see both payments; the second is only a hold and disappears within 3 days.
c: Ok, I'll keep an eye on it. Thanks`;

/** What clients write last where nobody has answered yet. */
export const openQuestions = {
  ru: [
    "Здравствуйте! Когда будет доставка в Тверь?",
    "Подскажите, можно ли оплатить при получении?",
    "Заказ пришёл не полностью, не хватает одной кружки",
    "Алло, есть кто-нибудь?",
    "Сколько стоит доставка до Владивостока?",
    "А гарантия на кофемолку какая?",
  ],
  en: [
    "Hi, is the store in Lisbon open on Sunday?",
    "The discount code doesn't work at checkout",
    "Can I change the size in my order?",
    "Hello? Is anyone there?",
  ],
};

export const dialogues = { ru: parse(russian), en: parse(english) };

function parse(source: string): Line[][] {
  return source
    .trim()
    .split("\n---\n")
    .map((dialogue) => dialogue.split("\n").map(parseLine));
}

function parseLine(line: string): Line {
  const match = /^([co]): (?:\[(photo|document|voice)\] ?)?(.*)$/.exec(line);
  if (!match) throw new Error(`not a line of a dialogue: ${line}`);
  const from = match[1] === "c" ? "c" : "o";
  const file = match[2] as Line["file"];
  return { from, text: match[3] ?? "", ...(file ? { file } : {}) };
}

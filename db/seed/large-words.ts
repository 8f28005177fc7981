/** Twenty of each: what the large set's people are called. */
export const largeNames = {
  first:
    "Анна,Борис,Вера,Глеб,Дарья,Егор,Жанна,Захар,Ирина,Кирилл,Лариса,Матвей,Нина,Олег,Полина,Руслан,Семён,Тамара,Ульяна,Фёдор".split(
      ",",
    ),
  last: "Соловей,Ковальчук,Ткаченко,Бондарь,Мельник,Гончар,Шевченко,Кравец,Сорока,Галич,Дубровин,Лисицын,Ермолин,Журба,Заречный,Истомин,Калюжный,Латыш,Мороз,Назарчук".split(
    ",",
  ),
  firstEnglish:
    "Alice,Ben,Clara,David,Ella,Frank,Gina,Harry,Ivy,Jack,Kate,Leo,Maya,Nick,Olive,Paul,Quinn,Rose,Sam,Tina".split(
      ",",
    ),
  lastEnglish:
    "Adams,Baker,Cole,Dixon,Evans,Foster,Grant,Hughes,Ingram,Jones,Knight,Lewis,Mason,Nolan,Owens,Parker,Quick,Reed,Stone,Turner".split(
      ",",
    ),
};

/** Twelve of each: what is said in the large set, before a number. */
export const largePhrases = {
  russian: [
    "Здравствуйте! Где мой заказ",
    "Когда привезут заказ",
    "Сколько стоит доставка по номеру",
    "Спасибо, всё получили по накладной",
    "Можно вернуть товар по чеку",
    "Пришлите, пожалуйста, счёт",
    "Курьер не дозвонился, заказ",
    "Подскажите размер для артикула",
    "Хочу поменять адрес доставки заказа",
    "Есть ли скидка по купону",
    "Гарантийный талон номер",
    "Кофемолка перестала работать, серия",
  ],
  english: [
    "Hello, where is my order",
    "When will you deliver order",
    "How much is shipping for item",
    "Thank you, everything arrived with parcel",
    "Can I return the item from receipt",
    "Please send me the invoice",
    "The courier could not find us, order",
    "Which size fits for article",
    "I would like to change the address of order",
    "Is there a discount with coupon",
    "Warranty card number",
    "The coffee grinder stopped working, series",
  ],
};

import type { Role } from "@/lib/context";

export const departments = [
  { name: "Поддержка", description: "Заказы, возвраты, всё остальное", isDefault: true },
  { name: "Продажи", description: "Вопросы до покупки и счета", isDefault: false },
  { name: "International", description: "Customers who write in English", isDefault: false },
];

export type SeedOperator = {
  telegramId: number;
  name: string;
  username: string;
  role: Role;
  /** Index in `departments`. */
  department: number;
  language: "ru" | "en";
};

const operator = (
  telegramId: number,
  name: string,
  username: string,
  role: Role,
  department: number,
): SeedOperator => ({
  telegramId,
  name,
  username,
  role,
  department,
  language: department === 2 ? "en" : "ru",
});

export const operators = [
  operator(900_001, "Мария Петрова", "maria_petrova", "admin", 0),
  operator(900_002, "Алексей Смирнов", "a_smirnov", "manager", 0),
  operator(900_003, "Emily Carter", "emily_carter", "manager", 2),
  operator(900_004, "Иван Кузнецов", "ivan_kuznetsov", "operator", 0),
  operator(900_005, "Ольга Соколова", "olga_sokolova", "operator", 1),
  operator(900_006, "James Miller", "james_miller", "operator", 2),
];

export type SeedPerson = {
  telegramId: number;
  firstName: string;
  lastName: string;
  username: string | null;
  language: "ru" | "en";
};

const russianNames =
  "Анна Волкова,Дмитрий Лебедев,Екатерина Новикова,Сергей Морозов,Наталья Павлова,Павел Орлов,Юлия Андреева,Михаил Макаров,Татьяна Захарова,Андрей Зайцев,Светлана Белова,Николай Борисов,Ирина Королёва,Артём Гусев,Елена Киселёва,Максим Ильин,Полина Титова,Роман Кудрявцев,Вера Баранова,Григорий Щербаков,Алина Фролова,Константин Жуков,Дарья Виноградова,Тимур Ахметов,Ксения Панова,Лев Громов";
const englishNames =
  "Olivia Brown,Noah Wilson,Sofia Almeida,Liam O'Connor,Chloe Dubois,Ethan Clark,Hannah Schmidt,Lucas Moreira,Grace Kim,Daniel Novak,Amelia Rossi,Oscar Lindqvist,Ruby Patel,Tom Becker";

/** Forty clients: ids beyond 32 bits, as new Telegram accounts have; every third without a username. */
export const clients: SeedPerson[] = [
  ...russianNames.split(",").map((name, index) => client(name, index, "ru")),
  ...englishNames.split(",").map((name, index) => client(name, index + 26, "en")),
];

function client(name: string, index: number, language: "ru" | "en"): SeedPerson {
  const [firstName = "", lastName = ""] = name.split(" ");
  return {
    telegramId: 6_800_000_001 + index * 37,
    firstName,
    lastName: index % 7 === 5 ? "" : lastName,
    username: index % 3 === 2 ? null : `demo_client_${index + 1}`,
    language,
  };
}

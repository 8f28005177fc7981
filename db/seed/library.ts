import type { TagColor } from "@/lib/tags/terms";

/** The demo's tags; the last column says which clients carry one, by their index. */
export const tags: { name: string; color: TagColor; isOn(index: number): boolean }[] = [
  { name: "VIP", color: "violet", isOn: (index) => index % 9 === 0 },
  { name: "Опт", color: "blue", isOn: (index) => index % 8 === 3 && index < 26 },
  { name: "Возврат", color: "amber", isOn: (index) => index % 7 === 2 && index < 26 },
  { name: "Wholesale", color: "teal", isOn: (index) => index % 5 === 1 && index >= 26 },
  { name: "Жалоба", color: "red", isOn: (index) => index % 13 === 5 && index < 26 },
];

export type LibraryFile = { name: string; sample: string; mimeType: string };

/** Files that admins put into the library for everyone to send. */
export const libraryFiles: LibraryFile[] = [
  { name: "Прайс-лист, ноябрь.pdf", sample: "document.pdf", mimeType: "application/pdf" },
  { name: "Витрина.jpg", sample: "photo-1.jpg", mimeType: "image/jpeg" },
  { name: "Упаковка.jpg", sample: "photo-2.jpg", mimeType: "image/jpeg" },
  { name: "Store front.jpg", sample: "photo-3.jpg", mimeType: "image/jpeg" },
  { name: "Как собрать.mp4", sample: "video.mp4", mimeType: "video/mp4" },
];

export type SeedQuickReply = {
  shortcut: string;
  title: string;
  content: string;
  /** Index in `departments`; null: for everyone. */
  department: number | null;
  /** Index in `libraryFiles`. */
  file: number | null;
};

export const quickReplies: SeedQuickReply[] = [
  {
    shortcut: "привет",
    title: "Приветствие",
    content: "Здравствуйте, {{client.first_name}}! Уже смотрю, одну минуту.",
    department: null,
    file: null,
  },
  {
    shortcut: "прайс",
    title: "Прайс-лист",
    content: "Наши цены во вложении. Если что-то понравится, отложу для вас.",
    department: 1,
    file: 0,
  },
  {
    shortcut: "возврат",
    title: "Как вернуть",
    content:
      "Вернуть товар можно за 14 дней. Напишите номер заказа, оформлю возврат и пришлю курьера.",
    department: 0,
    file: null,
  },
  {
    shortcut: "hello",
    title: "Greeting",
    content: "Hi {{client.first_name}}, this is {{operator.name}}. Let me check that for you.",
    department: 2,
    file: null,
  },
  {
    shortcut: "hours",
    title: "Opening hours",
    content: "We are open every day from 10:00 to 21:00.",
    department: 2,
    file: 3,
  },
];

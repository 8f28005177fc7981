import {
  ChartColumn,
  ContactRound,
  FileChartColumn,
  Images,
  type LucideIcon,
  MessagesSquare,
  ScrollText,
  Settings,
  SquareKanban,
  UsersRound,
} from "lucide-react";

/** A screen of the desk; those in the bar have a place of their own on a phone. */
export type Screen = (typeof screens)[number];

export const screens = [
  { name: "chat", href: "/chat", icon: MessagesSquare, isInBar: true },
  { name: "kanban", href: "/kanban", icon: SquareKanban, isInBar: true },
  { name: "clients", href: "/clients", icon: ContactRound, isInBar: true },
  { name: "dashboard", href: "/dashboard", icon: ChartColumn, isInBar: false },
  { name: "reports", href: "/reports", icon: FileChartColumn, isInBar: false },
  { name: "media", href: "/media", icon: Images, isInBar: false },
  { name: "logs", href: "/logs", icon: ScrollText, isInBar: false },
  { name: "operators", href: "/operators", icon: UsersRound, isInBar: false },
  { name: "settings", href: "/settings", icon: Settings, isInBar: false },
] as const satisfies readonly { name: string; href: string; icon: LucideIcon; isInBar: boolean }[];

/** `G` and then the letter; `code` is the key's place, so that a Russian layout works too. */
export const screenKeys = [
  { name: "chat", letter: "C", code: "KeyC" },
  { name: "kanban", letter: "K", code: "KeyK" },
  { name: "clients", letter: "L", code: "KeyL" },
  { name: "dashboard", letter: "D", code: "KeyD" },
  { name: "reports", letter: "R", code: "KeyR" },
  { name: "media", letter: "M", code: "KeyM" },
  { name: "logs", letter: "J", code: "KeyJ" },
  { name: "operators", letter: "O", code: "KeyO" },
  { name: "settings", letter: "S", code: "KeyS" },
] as const;

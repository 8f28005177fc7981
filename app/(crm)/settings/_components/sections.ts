import type { Ability } from "@/lib/permissions";

/** The screens under /settings in their order; without an ability: for everybody. */
export const settingsSections: readonly {
  name: "departments" | "tokens" | "sessions";
  href: string;
  ability?: Ability;
}[] = [
  { name: "departments", href: "/settings/departments", ability: "departments.write" },
  { name: "tokens", href: "/settings/tokens" },
  { name: "sessions", href: "/settings/sessions" },
];

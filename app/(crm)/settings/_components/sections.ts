import type { Ability } from "@/lib/permissions";

/** The screens under /settings in their order; without an ability: for everybody. */
export const settingsSections: readonly {
  name:
    | "departments"
    | "general"
    | "quickReplies"
    | "tags"
    | "telegram"
    | "webhooks"
    | "tokens"
    | "sessions";
  href: string;
  ability?: Ability;
}[] = [
  { name: "departments", href: "/settings/departments", ability: "departments.write" },
  { name: "general", href: "/settings/general", ability: "settings.write" },
  { name: "quickReplies", href: "/settings/quick-replies", ability: "quick_replies.write" },
  { name: "tags", href: "/settings/tags", ability: "tags.write" },
  { name: "telegram", href: "/settings/telegram", ability: "telegram.manage" },
  { name: "webhooks", href: "/settings/webhooks", ability: "webhooks.manage" },
  { name: "tokens", href: "/settings/tokens" },
  { name: "sessions", href: "/settings/sessions" },
];

"use client";

import { LogOut } from "lucide-react";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useTheme } from "next-themes";
import { lazy, useTransition } from "react";
import { Avatar } from "@/components/ui/avatar";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/overlay/dropdown-menu";
import { toast } from "@/components/ui/overlay/toast";
import type { Operator } from "@/lib/operators/schemas";
import { DutyDot } from "./duty-dot";

// With the menu's own code, when it is pointed at.
const MenuSwitches = lazy(async () => ({
  default: (await import("./menu-switches")).MenuSwitches,
}));

const languages = { ru: "Русский", en: "English" };

/** Who is signed in, with language, theme and the way out. */
export function OperatorMenu({
  id,
  name,
  role,
  isOnDuty,
  releaseMinutes,
  chooseLanguage,
  leave,
}: {
  id: number;
  name: string;
  role: Operator["role"];
  isOnDuty: boolean;
  /** After which an absent person's unanswered chats go to others. */
  releaseMinutes: number;
  chooseLanguage: (locale: string) => Promise<void>;
  leave: () => Promise<"unavailable" | undefined>;
}) {
  const t = useTranslations();
  const locale = useLocale();
  const router = useRouter();
  const { theme, setTheme } = useTheme();
  const [, startTransition] = useTransition();

  const signOut = () =>
    startTransition(async () => {
      if ((await leave()) === "unavailable") toast.error(t("login.unavailable"));
    });

  function changeLanguage(next: string) {
    startTransition(async () => {
      await chooseLanguage(next);
      router.refresh();
    });
  }

  return (
    <DropdownMenu>
      <DropdownMenuTrigger
        aria-label={t("shell.menu", { name })}
        data-testid="operator-menu"
        className="grid size-11 place-items-center rounded-full md:size-10"
      >
        <span className="relative inline-flex">
          <Avatar id={id} name={name} className="size-8 text-meta" />
          <DutyDot isOnDuty={isOnDuty} />
        </span>
      </DropdownMenuTrigger>
      <DropdownMenuContent side="right" align="end" className="w-56">
        <div className="px-2 py-1.5">
          <p className="truncate font-medium">{name}</p>
          <p className="text-meta text-muted-foreground">{t(`role.${role}`)}</p>
        </div>
        <DropdownMenuSeparator />
        <MenuSwitches id={id} isOnDuty={isOnDuty} releaseMinutes={releaseMinutes} />
        <DropdownMenuSeparator />
        <DropdownMenuLabel>{t("shell.language")}</DropdownMenuLabel>
        <DropdownMenuRadioGroup value={locale} onValueChange={changeLanguage}>
          {Object.entries(languages).map(([code, label]) => (
            <DropdownMenuRadioItem key={code} value={code} lang={code}>
              {label}
            </DropdownMenuRadioItem>
          ))}
        </DropdownMenuRadioGroup>
        <DropdownMenuLabel>{t("shell.theme")}</DropdownMenuLabel>
        <DropdownMenuRadioGroup value={theme ?? "system"} onValueChange={setTheme}>
          {(["light", "dark", "system"] as const).map((value) => (
            <DropdownMenuRadioItem key={value} value={value}>
              {t(`shell.${value}`)}
            </DropdownMenuRadioItem>
          ))}
        </DropdownMenuRadioGroup>
        <DropdownMenuSeparator />
        <DropdownMenuItem onSelect={signOut}>
          <LogOut aria-hidden="true" />
          {t("shell.signOut")}
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

"use client";

import { useTranslations } from "next-intl";
import { useEnterSends, writeEnterSends } from "@/components/chat/composer/text/enter-mode";
import { DropdownMenuCheckboxItem } from "@/components/ui/overlay/dropdown-menu";

/** The switch between Enter and Ctrl+Enter for sending; a touch screen has no use for it. */
export function EnterItem() {
  const t = useTranslations("shell");
  return (
    <DropdownMenuCheckboxItem
      className="pointer-coarse:hidden"
      checked={useEnterSends()}
      onCheckedChange={writeEnterSends}
      onSelect={(event) => event.preventDefault()}
    >
      {t("enterSends")}
    </DropdownMenuCheckboxItem>
  );
}

"use client";

import { useTranslations } from "next-intl";
import { useTheme } from "next-themes";
import { Toaster as Sonner } from "sonner";

/** Where toasts appear; call `toast` of sonner. */
export function Toaster() {
  const t = useTranslations("common");
  const { resolvedTheme } = useTheme();
  return (
    <Sonner
      theme={resolvedTheme === "dark" ? "dark" : "light"}
      containerAriaLabel={t("notifications")}
      position="bottom-center"
      duration={7000}
      toastOptions={{
        classNames: { toast: "!rounded-card !border !border-border !bg-surface !text-foreground" },
      }}
    />
  );
}

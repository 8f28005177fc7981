"use client";

import { useTranslations } from "next-intl";
import { useTheme } from "next-themes";
import { useEffect } from "react";
import * as sonner from "sonner";
import { toasterDoor } from "./toast";

export default function ToasterPane() {
  const t = useTranslations("common");
  const { resolvedTheme } = useTheme();
  useEffect(() => toasterDoor.isMounted(sonner), []);
  return (
    <sonner.Toaster
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

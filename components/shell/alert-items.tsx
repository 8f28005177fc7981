"use client";

import { useTranslations } from "next-intl";
import { alerts } from "@/components/live/alerts";
import { playChime } from "@/components/live/play-chime";
import { DropdownMenuCheckboxItem } from "@/components/ui/overlay/dropdown-menu";
import { toast } from "@/components/ui/overlay/toast";
import { useStored } from "@/components/ui/stored";

/** Switches for the sound and the browser's notifications of one's own clients. */
export function AlertItems() {
  const t = useTranslations("shell");
  const wanted = useStored(alerts);

  async function turnNotifications(isOn: boolean) {
    const isAllowed =
      !isOn || ("Notification" in window && (await Notification.requestPermission()) === "granted");
    if (!isAllowed) return toast.error(t("notificationsRefused"));
    alerts.write({ ...wanted, notifications: isOn });
  }

  return (
    <>
      <DropdownMenuCheckboxItem
        checked={wanted.sound}
        onCheckedChange={(isOn) => {
          alerts.write({ ...wanted, sound: isOn });
          if (isOn) playChime();
        }}
        onSelect={(event) => event.preventDefault()}
      >
        {t("sound")}
      </DropdownMenuCheckboxItem>
      <DropdownMenuCheckboxItem
        checked={wanted.notifications}
        onCheckedChange={(isOn) => void turnNotifications(isOn)}
        onSelect={(event) => event.preventDefault()}
      >
        {t("notifications")}
      </DropdownMenuCheckboxItem>
    </>
  );
}

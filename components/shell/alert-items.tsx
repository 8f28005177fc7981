"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { type Alerts, readAlerts, writeAlerts } from "@/components/live/alerts";
import { playChime } from "@/components/live/play-chime";
import { DropdownMenuCheckboxItem } from "@/components/ui/overlay/dropdown-menu";
import { toast } from "@/components/ui/overlay/toast";

/** Switches for the sound and the browser's notifications of one's own clients. */
export function AlertItems() {
  const t = useTranslations("shell");
  const [alerts, setAlerts] = useState<Alerts>({ notifications: false, sound: true });
  useEffect(() => setAlerts(readAlerts()), []);

  function change(next: Alerts) {
    setAlerts(next);
    writeAlerts(next);
  }

  async function turnNotifications(isOn: boolean) {
    const isAllowed =
      !isOn || ("Notification" in window && (await Notification.requestPermission()) === "granted");
    if (!isAllowed) return toast.error(t("notificationsRefused"));
    change({ ...alerts, notifications: isOn });
  }

  return (
    <>
      <DropdownMenuCheckboxItem
        checked={alerts.sound}
        onCheckedChange={(isOn) => {
          change({ ...alerts, sound: isOn });
          if (isOn) playChime();
        }}
        onSelect={(event) => event.preventDefault()}
      >
        {t("sound")}
      </DropdownMenuCheckboxItem>
      <DropdownMenuCheckboxItem
        checked={alerts.notifications}
        onCheckedChange={(isOn) => void turnNotifications(isOn)}
        onSelect={(event) => event.preventDefault()}
      >
        {t("notifications")}
      </DropdownMenuCheckboxItem>
    </>
  );
}

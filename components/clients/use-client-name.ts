import { useLocale } from "next-intl";
import { useCallback } from "react";
import { clientName } from "@/lib/core/client-name";

/** What to call a client in the language of the interface. */
export function useClientName() {
  const language = useLocale() === "ru" ? "ru" : "en";
  return useCallback(
    (client: Parameters<typeof clientName>[0]) => clientName(client, language),
    [language],
  );
}

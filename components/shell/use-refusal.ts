"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { ApiError } from "@/lib/api-client/call-api";

/**
 * Runs a change; answers the refusal in words, or undefined when it went well and the screen's data
 * is being read again. What was typed stays either way.
 */
export function useRefusal(): (change: () => Promise<unknown>) => Promise<string | undefined> {
  const t = useTranslations("settings");
  const router = useRouter();
  return useCallback(
    async (change) => {
      try {
        await change();
        router.refresh();
        return undefined;
      } catch (refusal) {
        return wordsOf(refusal) || t("unreachable");
      }
    },
    [router, t],
  );
}

function wordsOf(refusal: unknown): string {
  if (!(refusal instanceof ApiError)) return "";
  return refusal.fields.map(({ message }) => message).join(" ") || refusal.message;
}

"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useState, useTransition } from "react";
import { Input } from "@/components/ui/input";

/** Search as you type, kept in the address. */
export function ClientSearch({ initial }: { initial: string }) {
  const t = useTranslations("clients");
  const router = useRouter();
  const [text, setText] = useState(initial);
  const [isPending, startTransition] = useTransition();

  useEffect(() => {
    if (text === initial) return;
    const timer = setTimeout(() => {
      const query = text.trim() ? `?search=${encodeURIComponent(text.trim())}` : "";
      startTransition(() => router.replace(`/clients${query}`));
    }, 250);
    return () => clearTimeout(timer);
  }, [text, initial, router]);

  return (
    <Input
      type="search"
      value={text}
      onChange={(event) => setText(event.target.value)}
      placeholder={t("searchPlaceholder")}
      aria-label={t("searchPlaceholder")}
      aria-busy={isPending}
      className="w-full sm:w-72"
    />
  );
}

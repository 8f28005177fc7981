"use client";

import { useRouter } from "next/navigation";
import { useLocale } from "next-intl";
import { Button } from "@/components/ui/button";

const languages = { ru: "Русский", en: "English" };

/** Lets a person who cannot read the page's language change it before signing in. */
export function LanguageLinks({ choose }: { choose: (locale: string) => Promise<void> }) {
  const locale = useLocale();
  const router = useRouter();
  return (
    <div className="flex justify-center gap-1">
      {Object.entries(languages).map(([code, label]) => (
        <Button
          key={code}
          variant="ghost"
          lang={code}
          aria-pressed={code === locale}
          className="text-muted-foreground aria-pressed:text-foreground"
          onClick={() => void choose(code).then(router.refresh)}
        >
          {label}
        </Button>
      ))}
    </div>
  );
}

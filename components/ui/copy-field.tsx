"use client";

import { Check, Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "./button";
import { cn } from "./cn";
import { Input } from "./input";

/** A text to take along, with a button that copies it. */
export function CopyField({
  value,
  label,
  testId,
  className,
}: {
  value: string;
  label: string;
  testId: string;
  className?: string;
}) {
  const t = useTranslations("common");
  const [isCopied, setIsCopied] = useState(false);
  return (
    <div className={cn("flex w-full gap-2", className)}>
      <Input
        readOnly
        value={value}
        aria-label={label}
        data-testid={testId}
        onFocus={(event) => event.target.select()}
      />
      <Button
        variant="outline"
        onClick={() => void navigator.clipboard.writeText(value).then(() => setIsCopied(true))}
      >
        {isCopied ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
        {t(isCopied ? "copied" : "copy")}
      </Button>
    </div>
  );
}

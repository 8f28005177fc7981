import { Eye, PencilLine } from "lucide-react";
import { useTranslations } from "next-intl";
import type { Other } from "./use-presence";

/** Colleagues in this conversation, so that two do not answer at once. */
export function PresenceLine({
  others,
  names,
}: {
  others: Other[];
  names: Record<number, string>;
}) {
  const t = useTranslations("chat");
  if (others.length === 0) return null;
  const typing = others.filter(({ isTyping }) => isTyping);
  const shown = typing.length > 0 ? typing : others;
  const Icon = typing.length > 0 ? PencilLine : Eye;
  const people = shown.flatMap(({ operatorId }) => names[operatorId] ?? []).join(", ");
  return (
    <p
      role="status"
      className="flex items-center gap-1.5 border-t bg-surface px-4 pt-1.5 text-meta text-muted-foreground"
    >
      <Icon aria-hidden="true" className="size-3.5" />
      {typing.length > 0 ? t("typing", { people }) : t("looking", { people })}
    </p>
  );
}

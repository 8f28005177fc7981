"use client";

import { useTranslations } from "next-intl";
import { useEnterSends } from "@/components/chat/composer/text/enter-mode";
import { Dialog, DialogContent } from "@/components/ui/overlay/dialog";
import { screenKeys } from "./screens";

/** Every shortcut, by where it works, as this computer and this person's choices have it. */
export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations();
  const enterSends = useEnterSends();
  const mod = /Mac|iPhone|iPad/.test(navigator.platform) ? "⌘" : "Ctrl";
  const alt = mod === "⌘" ? "⌥" : "Alt";
  const everywhere = [
    { keys: [mod, "K"], words: t("shortcuts.palette") },
    { keys: ["?"], words: t("shortcuts.list") },
    ...screenKeys.map(({ name, letter }) => ({
      keys: ["G", letter],
      words: t("shortcuts.goTo", { screen: t(`nav.${name}`) }),
    })),
  ];
  const chat = [
    { keys: ["A"], words: t("shortcuts.assign") },
    { keys: ["E"], words: t("shortcuts.done") },
    { keys: ["J"], words: t("shortcuts.nextChat") },
    { keys: ["K"], words: t("shortcuts.previousChat") },
    { keys: [alt, "↓ ↑"], words: t("shortcuts.neighbours") },
    { keys: enterSends ? ["Enter"] : [mod, "Enter"], words: t("shortcuts.send") },
    { keys: enterSends ? ["Shift", "Enter"] : ["Enter"], words: t("shortcuts.newLine") },
    { keys: [mod, "B"], words: t("shortcuts.bold") },
    { keys: [mod, "I"], words: t("shortcuts.italic") },
    { keys: [mod, "Shift", "X"], words: t("shortcuts.strike") },
    { keys: [mod, "Shift", "M"], words: t("shortcuts.code") },
    { keys: [mod, "Shift", "P"], words: t("shortcuts.spoiler") },
    { keys: ["/"], words: t("shortcuts.quickReply") },
    { keys: ["@"], words: t("shortcuts.mention") },
    { keys: ["Esc"], words: t("shortcuts.cancel") },
  ];
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent
        title={t("shortcuts.title")}
        closeLabel={t("common.close")}
        className="max-w-2xl"
      >
        <div className="mt-4 grid gap-6 sm:grid-cols-2">
          <List title={t("shortcuts.everywhere")} lines={everywhere} />
          <List title={t("shortcuts.inChat")} lines={chat} />
        </div>
      </DialogContent>
    </Dialog>
  );
}

function List({ title, lines }: { title: string; lines: { keys: string[]; words: string }[] }) {
  return (
    <section>
      <h3 className="mb-2 font-medium text-meta text-muted-foreground">{title}</h3>
      <dl className="grid gap-1.5">
        {lines.map(({ keys, words }) => (
          <div key={words} className="flex items-center justify-between gap-3 text-secondary">
            <dt>{words}</dt>
            <dd className="flex shrink-0 gap-1">
              {keys.map((key) => (
                <kbd
                  key={key}
                  className="rounded-control border bg-muted px-1.5 font-sans text-meta text-muted-foreground"
                >
                  {key}
                </kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

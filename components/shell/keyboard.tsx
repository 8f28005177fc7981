"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { lazyPart } from "@/components/ui/states/lazy-part";
import { screenKeys, screens } from "./screens";
import { takesLetters } from "./takes-letters";

const CommandPalette = lazyPart(async () => (await import("./command-palette")).CommandPalette);
const ShortcutsDialog = lazyPart(async () => (await import("./shortcuts-dialog")).ShortcutsDialog);

/** Milliseconds in which the letter after `G` must come. */
const pause = 1000;

/** The desk's keys: Ctrl/Cmd+K, `?`, and `G` with a screen's letter. */
export function DeskKeyboard({
  chooseLanguage,
}: {
  chooseLanguage: (locale: string) => Promise<void>;
}) {
  const router = useRouter();
  const [open, setOpen] = useState<"palette" | "shortcuts" | null>(null);
  const goAt = useRef(0);

  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if ((event.ctrlKey || event.metaKey) && event.code === "KeyK") {
        event.preventDefault();
        return setOpen("palette");
      }
      if (isElsewhere(event)) return;
      if (event.key === "?") return setOpen("shortcuts");
      if (event.code === "KeyG") {
        goAt.current = Date.now();
        return;
      }
      if (Date.now() - goAt.current > pause) return;
      const target = screenKeys.find(({ code }) => code === event.code);
      const screen = screens.find(({ name }) => name === target?.name);
      goAt.current = 0;
      if (!screen) return;
      event.preventDefault();
      // Else a single-key shortcut of the screen would take the letter too.
      event.stopImmediatePropagation();
      router.push(screen.href);
    }
    window.addEventListener("keydown", onKey, { capture: true });
    return () => window.removeEventListener("keydown", onKey, { capture: true });
  }, [router]);

  if (open === "palette") {
    return (
      <CommandPalette
        onClose={() => setOpen(null)}
        onShortcuts={() => setOpen("shortcuts")}
        chooseLanguage={chooseLanguage}
      />
    );
  }
  return open === "shortcuts" ? <ShortcutsDialog onClose={() => setOpen(null)} /> : null;
}

/** The key belongs to a text, a dialog, or a browser's own shortcut. */
function isElsewhere(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return true;
  if (takesLetters(event.target)) return true;
  return document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]') !== null;
}

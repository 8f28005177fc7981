"use client";

import { useEffect, useRef } from "react";
import { takesLetters } from "./takes-letters";

/**
 * Runs `action` on a single key, by its place on the keyboard so that it works in a Russian layout too;
 * never while one types, with a modifier, or while a dialog or menu is open.
 */
export function useHotkey(code: string, action: () => void): void {
  const latest = useRef(action);
  latest.current = action;

  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.code !== code || event.repeat || event.defaultPrevented) return;
      if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      if (takesLetters(event.target)) return;
      if (document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]')) return;
      event.preventDefault();
      latest.current();
    }
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [code]);
}

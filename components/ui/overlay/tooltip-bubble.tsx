"use client";

import { autoUpdate, flip, offset, shift, useFloating } from "@floating-ui/react-dom";
import { useEffect } from "react";
import { createPortal } from "react-dom";

export default function TooltipBubble({
  anchor,
  side,
  onEscape,
  children,
}: {
  anchor: HTMLElement;
  side: "top" | "right" | "bottom" | "left";
  onEscape: () => void;
  children: string;
}) {
  const { refs, floatingStyles } = useFloating({
    elements: { reference: anchor },
    placement: side,
    strategy: "fixed",
    middleware: [offset(6), flip({ padding: 8 }), shift({ padding: 8 })],
    whileElementsMounted: autoUpdate,
  });
  useEffect(() => {
    const close = (event: KeyboardEvent) => event.key === "Escape" && onEscape();
    document.addEventListener("keydown", close);
    return () => document.removeEventListener("keydown", close);
  }, [onEscape]);
  return createPortal(
    <div ref={refs.setFloating} style={floatingStyles} className="pointer-events-none z-50">
      <div
        role="tooltip"
        className="max-w-72 animate-appear rounded-control bg-foreground px-2 py-1 text-background text-meta shadow-md"
      >
        {children}
      </div>
    </div>,
    // Within the page's landmark, for those who find their way by landmarks.
    document.getElementById("content") ?? document.body,
  );
}

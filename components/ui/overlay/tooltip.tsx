"use client";

import {
  cloneElement,
  type FocusEvent,
  lazy,
  type PointerEvent,
  type ReactElement,
  Suspense,
  useEffect,
  useRef,
  useState,
} from "react";

const TooltipBubble = lazy(() => import("./tooltip-bubble"));

/** Milliseconds that a pointer rests before the words come. */
const delay = 300;

type TriggerProps = {
  onPointerEnter?: (event: PointerEvent<HTMLElement>) => void;
  onPointerLeave?: () => void;
  onPointerDown?: () => void;
  onFocus?: (event: FocusEvent<HTMLElement>) => void;
  onBlur?: () => void;
};

/**
 * The name of something that shows no words, for those who hover over it or reach it by the
 * keyboard. It must carry the same words as its accessible name: to a screen reader this adds none.
 */
export function Tooltip({
  content,
  side = "top",
  children,
}: {
  content: string;
  side?: "top" | "right" | "bottom" | "left";
  children: ReactElement<TriggerProps>;
}) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  function hide() {
    clearTimeout(timer.current);
    setAnchor(null);
  }
  const trigger: TriggerProps = {
    onPointerEnter({ currentTarget, pointerType }) {
      if (pointerType === "touch") return;
      timer.current = setTimeout(() => setAnchor(currentTarget), delay);
    },
    onPointerLeave: hide,
    onPointerDown: hide,
    onFocus({ currentTarget }) {
      if (currentTarget.matches(":focus-visible")) setAnchor(currentTarget);
    },
    onBlur: hide,
  };
  return (
    <>
      {cloneElement(children, trigger)}
      {anchor ? (
        <Suspense>
          <TooltipBubble anchor={anchor} side={side} onEscape={hide}>
            {content}
          </TooltipBubble>
        </Suspense>
      ) : null}
    </>
  );
}

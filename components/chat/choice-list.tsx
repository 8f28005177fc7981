"use client";

import {
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useId,
  useState,
} from "react";
import { cn } from "@/components/ui/cn";

/** A list above the composer: arrows move, Enter or Tab chooses; the text field keeps the focus. */
export function ChoiceList({
  label,
  empty,
  choices,
  keys,
}: {
  label: string;
  empty: string;
  choices: { key: number; content: ReactNode; choose: () => void }[];
  /** Set to what handles the text field's keys; answers whether it took one. */
  keys: RefObject<(event: KeyboardEvent) => boolean>;
}) {
  const [current, setCurrent] = useState(0);
  const index = Math.min(current, Math.max(0, choices.length - 1));
  const id = useId();

  useEffect(() => {
    keys.current = ({ key }) => {
      if (choices.length === 0) return false;
      if (key === "ArrowDown") setCurrent((index + 1) % choices.length);
      else if (key === "ArrowUp") setCurrent((index - 1 + choices.length) % choices.length);
      else if (key === "Enter" || key === "Tab") choices[index]?.choose();
      else return false;
      return true;
    };
    return () => {
      keys.current = () => false;
    };
  }, [choices, index, keys]);

  return (
    <div className="absolute inset-x-2 bottom-full z-20 mb-1 max-h-64 overflow-y-auto rounded-card border bg-popover p-1 shadow-lg md:inset-x-4">
      {choices.length === 0 ? (
        <p className="p-2 text-muted-foreground text-secondary">{empty}</p>
      ) : (
        <div role="listbox" aria-label={label}>
          {choices.map(({ key, content, choose }, at) => (
            <div
              key={key}
              id={`${id}-${key}`}
              role="option"
              tabIndex={-1}
              aria-selected={at === index}
              // Before the text field loses its focus.
              onMouseDown={(event) => {
                event.preventDefault();
                choose();
              }}
              onMouseEnter={() => setCurrent(at)}
              className={cn(
                "flex h-8 cursor-default items-center gap-2 rounded-control px-2 text-secondary pointer-coarse:h-11",
                at === index && "bg-accent text-accent-foreground",
              )}
            >
              {content}
            </div>
          ))}
        </div>
      )}
    </div>
  );
}

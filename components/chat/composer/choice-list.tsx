"use client";

import {
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useEffectEvent,
  useRef,
  useState,
} from "react";
import { cn } from "@/components/ui/cn";

/** How a list and the text field under it know one another; the field keeps the focus. */
export type ChoiceDoor = {
  /** The list's, for `aria-controls`. */
  id: string;
  /** Set to what handles the text field's keys; returns whether it took one. */
  keys: RefObject<(event: KeyboardEvent) => boolean>;
  /** Told the id of the option that Enter would take, for `aria-activedescendant`. */
  onActive: (id: string | undefined) => void;
};

/** A list above the composer: arrows move, Enter or Tab chooses. */
export function ChoiceList({
  label,
  choices,
  door,
  children,
  isWaiting = false,
}: {
  label: string;
  choices: { key: number; content: ReactNode; choose: () => void }[];
  door: ChoiceDoor;
  /** Said instead of an empty list. */
  children: ReactNode;
  /** The choices are still to come: Enter waits for them, it does not send what was typed. */
  isWaiting?: boolean;
}) {
  const [current, setCurrent] = useState(0);
  const index = Math.min(current, Math.max(0, choices.length - 1));
  const active = useRef<HTMLDivElement>(null);
  const activeKey = choices[index]?.key;
  const { id, keys } = door;

  useEffect(() => {
    keys.current = ({ key }) => {
      const takes = key === "Enter" || key === "Tab";
      if (isWaiting) return takes;
      if (choices.length === 0) return false;
      if (key === "ArrowDown") setCurrent((index + 1) % choices.length);
      else if (key === "ArrowUp") setCurrent((index - 1 + choices.length) % choices.length);
      else if (takes) choices[index]?.choose();
      else return false;
      return true;
    };
    return () => {
      keys.current = () => false;
    };
  }, [choices, index, keys, isWaiting]);

  const tell = useEffectEvent(door.onActive);
  useEffect(() => {
    tell(activeKey === undefined ? undefined : `${id}-${activeKey}`);
    if (activeKey !== undefined) active.current?.scrollIntoView({ block: "nearest" });
    return () => tell(undefined);
  }, [id, activeKey]);

  return (
    <div className="absolute inset-x-2 bottom-full z-20 mb-1 max-h-64 overflow-y-auto rounded-card border bg-popover p-1 shadow-lg md:inset-x-4">
      {choices.length === 0 ? children : null}
      <div role="listbox" id={id} aria-label={label} hidden={choices.length === 0}>
        {choices.map(({ key, content, choose }, at) => (
          <div
            key={key}
            id={`${id}-${key}`}
            ref={at === index ? active : null}
            role="option"
            tabIndex={-1}
            aria-selected={at === index}
            // Before the text field loses its focus.
            onMouseDown={(event) => {
              event.preventDefault();
              choose();
            }}
            onMouseMove={() => setCurrent(at)}
            className={cn(
              "flex h-8 cursor-default items-center gap-2 rounded-control px-2 text-secondary pointer-coarse:h-11",
              at === index && "bg-accent text-accent-foreground",
            )}
          >
            {content}
          </div>
        ))}
      </div>
    </div>
  );
}

/** One line in place of choices. */
export function ChoiceNote({ children }: { children: ReactNode }) {
  return <p className="p-2 text-muted-foreground text-secondary">{children}</p>;
}

"use client";

import {
  type ComponentProps,
  type ComponentType,
  createContext,
  type FocusEvent,
  type KeyboardEvent,
  lazy,
  type MouseEvent,
  type PointerEvent,
  type ReactNode,
  Suspense,
  use,
  useState,
} from "react";
import { Slot } from "@/components/ui/slot";

export type OnDemandRootProps = {
  open?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
  children?: ReactNode;
};
export type OnDemandTriggerProps = ComponentProps<"button"> & { asChild?: boolean };

type Loaded<Content> = {
  Root: ComponentType<OnDemandRootProps & { defaultOpen?: boolean }>;
  Trigger: ComponentType<OnDemandTriggerProps>;
  Content: ComponentType<Content>;
};

/** What a trigger does while the code is not there: asks for it. Null: it is there. */
const Ask = createContext<(() => void) | null>(null);

/**
 * What a button opens, without its code: that is 30 kB which a first visit does without, and comes
 * when the button is pointed at. Until then the trigger is a plain button that says what it opens.
 * Used like Radix's own Root, Trigger and Content, each with these parts.
 */
export function onDemand<Content extends object>(
  popup: "menu" | "dialog",
  load: () => Promise<Loaded<Content>>,
) {
  return {
    popup,
    load,
    Root: lazy(async () => ({ default: (await load()).Root })),
    Trigger: lazy(async () => ({ default: (await load()).Trigger })),
    Content: lazy<ComponentType<Content>>(async () => ({ default: (await load()).Content })),
  };
}

/** The root and the trigger do not look at the content. */
type Shell = Pick<ReturnType<typeof onDemand>, "popup" | "Root" | "Trigger"> & {
  load: () => Promise<unknown>;
};

export function OnDemandRoot({
  parts: { Root },
  children,
  ...props
}: OnDemandRootProps & { parts: Shell }) {
  const [isAsked, setIsAsked] = useState(false);
  function ask() {
    setIsAsked(true);
    props.onOpenChange?.(true);
  }
  if (props.open && !isAsked) setIsAsked(true);
  const closed = <Ask value={ask}>{children}</Ask>;
  if (!isAsked) return closed;
  return (
    <Suspense fallback={closed}>
      <Ask value={null}>
        <Root defaultOpen {...props}>
          {children}
        </Root>
      </Ask>
    </Suspense>
  );
}

export function OnDemandTrigger({
  parts: { popup, load, Trigger },
  ...props
}: OnDemandTriggerProps & { parts: Shell }) {
  const ask = use(Ask);
  if (!ask) return <Trigger {...props} />;
  const { asChild, ...rest } = props;
  const Component = asChild ? Slot : "button";
  const button = {
    ...rest,
    ...(asChild ? {} : { type: "button" as const }),
    "aria-haspopup": popup,
    "aria-expanded": false,
    onPointerEnter(event: PointerEvent<HTMLButtonElement>) {
      rest.onPointerEnter?.(event);
      void load();
    },
    onFocus(event: FocusEvent<HTMLButtonElement>) {
      rest.onFocus?.(event);
      void load();
    },
    onClick(event: MouseEvent<HTMLButtonElement>) {
      rest.onClick?.(event);
      ask();
    },
    onKeyDown(event: KeyboardEvent<HTMLButtonElement>) {
      rest.onKeyDown?.(event);
      if (popup !== "menu" || event.key !== "ArrowDown") return;
      event.preventDefault();
      ask();
    },
  };
  return <Component {...button} />;
}

export function OnDemandContent<Content extends object>({
  parts,
  props,
}: {
  parts: ReturnType<typeof onDemand<Content>>;
  props: Content;
}) {
  return use(Ask) ? null : <parts.Content {...props} />;
}

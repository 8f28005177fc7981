import { type ComponentProps, cloneElement, isValidElement } from "react";
import { cn } from "./cn";

/** Lends its props to its only child: the child's own win, handlers of both run, classes are joined. */
export function Slot({ children, ...lent }: ComponentProps<"button">) {
  if (!isValidElement<Record<string, unknown>>(children)) {
    throw new Error("A slot takes one element.");
  }
  const own = children.props;
  const props: Record<string, unknown> = { ...lent, ...own };
  props.className = cn(lent.className, own.className as string | undefined);
  for (const [name, first] of Object.entries(own)) {
    const second = lent[name as keyof typeof lent];
    if (typeof first !== "function" || typeof second !== "function") continue;
    props[name] = (...values: unknown[]) => {
      first(...values);
      (second as (...values: unknown[]) => void)(...values);
    };
  }
  return cloneElement(children, props);
}

import type { ComponentProps, MouseEvent } from "react";
import { cn } from "./cn";
import { Slot } from "./slot";

const look =
  "inline-flex shrink-0 items-center justify-center gap-1.5 whitespace-nowrap rounded-control font-medium text-secondary transition-colors select-none disabled:pointer-events-none disabled:opacity-50 aria-disabled:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0";

const variants = {
  primary: "bg-primary text-primary-foreground hover:bg-primary-hover",
  outline: "border border-input bg-surface hover:bg-muted",
  ghost: "hover:bg-muted",
  destructive: "bg-destructive text-destructive-foreground hover:opacity-90",
  link: "text-primary underline-offset-2 hover:underline",
};

const sizes = {
  default: "h-8 px-3 pointer-coarse:h-11",
  small: "h-7 px-2 text-meta pointer-coarse:h-9",
  large: "h-10 px-4 text-desk pointer-coarse:h-11",
  icon: "size-8 pointer-coarse:size-11",
};

const unavailable = {
  "aria-disabled": true,
  onClick: (event: MouseEvent) => event.preventDefault(),
};

/**
 * The one button. An icon button needs an `aria-label`; `asChild` lends the look to a link.
 * `isUnavailable`: a press does nothing, but the focus stays, which a disabled button loses.
 */
export function Button({
  className,
  variant = "primary",
  size = "default",
  asChild = false,
  isUnavailable = false,
  ...props
}: ComponentProps<"button"> & {
  variant?: keyof typeof variants;
  size?: keyof typeof sizes;
  asChild?: boolean;
  isUnavailable?: boolean;
}) {
  const Component = asChild ? Slot : "button";
  const type = asChild ? {} : { type: props.type ?? ("button" as const) };
  return (
    <Component
      className={cn(look, variants[variant], sizes[size], className)}
      {...props}
      {...type}
      {...(isUnavailable ? unavailable : {})}
    />
  );
}

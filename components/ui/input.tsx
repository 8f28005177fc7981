import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "./cn";

const field =
  "w-full min-w-0 rounded-control border border-input bg-surface text-desk placeholder:text-muted-foreground disabled:opacity-60 aria-invalid:border-destructive";

/** A line of text. */
export function Input({ className, ...props }: ComponentProps<"input">) {
  return <input className={cn(field, "h-8 px-2.5 pointer-coarse:h-11", className)} {...props} />;
}

/** The browser's own list of choices in our look: the best there is on a phone. */
export function NativeSelect({ className, ...props }: ComponentProps<"select">) {
  return (
    <span className={cn("relative inline-flex w-full min-w-0", className)}>
      <select
        className={cn(field, "h-8 appearance-none truncate pr-8 pl-2.5 pointer-coarse:h-11")}
        {...props}
      />
      <ChevronDown
        aria-hidden="true"
        className="pointer-events-none absolute top-1/2 right-2 size-4 -translate-y-1/2 text-muted-foreground"
      />
    </span>
  );
}

/** A field's name; give it `htmlFor`. */
export function Label({ className, children, htmlFor, ...props }: ComponentProps<"label">) {
  return (
    <label htmlFor={htmlFor} className={cn("font-medium text-secondary", className)} {...props}>
      {children}
    </label>
  );
}

/** Lines of text; grows with them. */
export function Textarea({ className, ...props }: ComponentProps<"textarea">) {
  return (
    <textarea
      className={cn(field, "field-sizing-content min-h-20 px-2.5 py-1.5", className)}
      {...props}
    />
  );
}

import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";

/** Nothing here: one sentence, and what to do next. */
export function EmptyState({
  icon: Icon,
  title,
  children,
  action,
  className,
  isPage = false,
}: {
  icon?: LucideIcon;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  className?: string;
  /** All that the page has: its title is the page's heading. */
  isPage?: boolean;
}) {
  const Title = isPage ? "h1" : "p";
  return (
    <div className={cn("flex flex-col items-center gap-2 px-6 py-12 text-center", className)}>
      {Icon ? (
        <Icon aria-hidden="true" className="size-7 text-muted-foreground" strokeWidth={1.5} />
      ) : null}
      <Title className="font-medium">{title}</Title>
      {children ? (
        <p className="max-w-sm text-muted-foreground text-secondary">{children}</p>
      ) : null}
      {action ? <div className="mt-2">{action}</div> : null}
    </div>
  );
}

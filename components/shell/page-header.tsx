import type { ReactNode } from "react";

/** A screen's 48 px header: title, filters, one primary action. */
export function PageHeader({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <header className="flex min-h-12 shrink-0 flex-wrap items-center gap-2 border-b bg-surface px-4 py-[7px]">
      <h1 className="mr-auto font-semibold text-[16px]">{title}</h1>
      {children}
    </header>
  );
}

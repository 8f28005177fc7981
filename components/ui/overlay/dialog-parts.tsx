"use client";

import { X } from "lucide-react";
import { Dialog as Primitive } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { InDialog } from "./in-dialog";

export const Dialog = Primitive.Root;
export const DialogTrigger = Primitive.Trigger;

/** A dialog's panel; `closeLabel` names the cross for readers. */
export function DialogContent({
  title,
  description,
  closeLabel,
  className,
  children,
}: {
  title: string;
  description?: string;
  closeLabel: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    <Primitive.Portal>
      <Primitive.Overlay className="fixed inset-0 z-40 bg-overlay" />
      <Primitive.Content
        {...(description ? {} : { "aria-describedby": undefined })}
        className={cn(
          "fixed top-1/2 left-1/2 z-50 max-h-[90dvh] w-[calc(100vw-24px)] max-w-md -translate-x-1/2 -translate-y-1/2 overflow-y-auto rounded-card border bg-surface p-5 shadow-xl outline-none",
          className,
        )}
      >
        <Primitive.Title className="pr-8 font-semibold text-[16px]">{title}</Primitive.Title>
        {description ? (
          <Primitive.Description className="mt-1 text-muted-foreground text-secondary">
            {description}
          </Primitive.Description>
        ) : null}
        <InDialog value={true}>{children}</InDialog>
        <Primitive.Close
          aria-label={closeLabel}
          className="absolute top-3 right-3 inline-flex size-8 items-center justify-center rounded-control text-muted-foreground hover:bg-muted"
        >
          <X aria-hidden="true" className="size-4" />
        </Primitive.Close>
      </Primitive.Content>
    </Primitive.Portal>
  );
}

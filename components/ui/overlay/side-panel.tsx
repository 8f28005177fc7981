"use client";

import { Dialog as Primitive } from "radix-ui";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";

/** A panel over the right edge of the window; loaded when it is opened. */
export function SidePanel({
  title,
  closeLabel,
  onClose,
  children,
}: {
  title: string;
  closeLabel: string;
  onClose: () => void;
  children: ReactNode;
}) {
  return (
    <Primitive.Root open onOpenChange={onClose}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 bg-overlay" />
        <Primitive.Content
          aria-describedby={undefined}
          className="fixed inset-y-0 right-0 z-50 w-[min(360px,100vw)] overflow-y-auto border-l bg-surface shadow-xl outline-none"
        >
          <Primitive.Title className="sr-only">{title}</Primitive.Title>
          <div className="flex justify-end p-2 pb-0">
            <Primitive.Close asChild>
              <Button variant="outline">{closeLabel}</Button>
            </Primitive.Close>
          </div>
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

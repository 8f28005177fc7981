"use client";

import { AlertDialog as Primitive } from "radix-ui";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import type { Confirmation } from "./confirm-dialog";

export default function ConfirmPanel({
  isOpen,
  onOpenChange,
  title,
  description,
  confirmLabel,
  cancelLabel,
  onConfirm,
}: Confirmation) {
  const [refusal, setRefusal] = useState<string>();
  const [isPending, setIsPending] = useState(false);

  async function confirm() {
    setIsPending(true);
    const words = await onConfirm();
    setIsPending(false);
    setRefusal(words);
    if (!words) onOpenChange(false);
  }

  return (
    <Primitive.Root
      open={isOpen}
      onOpenChange={(next) => {
        setRefusal(undefined);
        onOpenChange(next);
      }}
    >
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 bg-overlay" />
        <Primitive.Content className="fixed top-1/2 left-1/2 z-50 w-[calc(100vw-24px)] max-w-sm -translate-x-1/2 -translate-y-1/2 rounded-card border bg-surface p-5 shadow-xl outline-none">
          <Primitive.Title className="font-semibold text-[16px] [overflow-wrap:anywhere]">
            {title}
          </Primitive.Title>
          <Primitive.Description className="mt-1 text-muted-foreground text-secondary">
            {description}
          </Primitive.Description>
          {refusal ? (
            <p role="alert" className="mt-3 text-destructive text-secondary">
              {refusal}
            </p>
          ) : null}
          <div className="mt-5 flex justify-end gap-2">
            <Primitive.Cancel asChild>
              <Button variant="outline">{cancelLabel}</Button>
            </Primitive.Cancel>
            <Button
              variant="destructive"
              isUnavailable={isPending}
              onClick={confirm}
              data-testid="confirm"
            >
              {confirmLabel}
            </Button>
          </div>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

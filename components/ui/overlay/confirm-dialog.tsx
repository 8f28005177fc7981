"use client";

import { lazy, Suspense } from "react";

const ConfirmPanel = lazy(() => import("./confirm-panel"));

export type Confirmation = {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  title: string;
  description: string;
  confirmLabel: string;
  cancelLabel: string;
  /** Returns the refusal's text when it was refused. */
  onConfirm: () => Promise<string | undefined>;
};

/** Asks before what cannot be undone; closes when it was done. */
export function ConfirmDialog(props: Confirmation) {
  return props.isOpen ? (
    <Suspense>
      <ConfirmPanel {...props} />
    </Suspense>
  ) : null;
}

"use client";

import type { ExternalToast } from "sonner";

type Sonner = typeof import("sonner");

let isWanted = false;
let tellToaster = () => {};
let tellMounted = (_sonner: Sonner) => {};
const mounted = new Promise<Sonner>((resolve) => {
  tellMounted = resolve;
});

/** The toaster's side: it comes with the first toast, most screens never need it. */
export const toasterDoor = {
  subscribe(listener: () => void) {
    tellToaster = listener;
    return () => {
      tellToaster = () => {};
    };
  },
  isWanted: () => isWanted,
  isMounted: (sonner: Sonner) => tellMounted(sonner),
};

function show(act: (sonner: Sonner) => void) {
  isWanted = true;
  tellToaster();
  void mounted.then(act);
}

/** A short message at the bottom of the screen, sonner's; `description` and `action` as there. */
export function toast(message: string, options?: ExternalToast): void {
  show((sonner) => sonner.toast(message, options));
}
toast.success = (message: string, options?: ExternalToast) =>
  show((sonner) => sonner.toast.success(message, options));
toast.error = (message: string, options?: ExternalToast) =>
  show((sonner) => sonner.toast.error(message, options));
toast.info = (message: string, options?: ExternalToast) =>
  show((sonner) => sonner.toast.info(message, options));

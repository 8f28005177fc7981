"use client";

import { lazy, Suspense, useSyncExternalStore } from "react";
import { toasterDoor } from "./toast";

const ToasterPane = lazy(() => import("./toaster-pane"));
const never = () => false;

/** Where toasts appear; call `toast` of ./toast. */
export function Toaster() {
  const isWanted = useSyncExternalStore(toasterDoor.subscribe, toasterDoor.isWanted, never);
  return isWanted ? (
    <Suspense>
      <ToasterPane />
    </Suspense>
  ) : null;
}

import { useSyncExternalStore } from "react";
import { stored, useStored } from "@/components/ui/stored";

const mode = stored<"send" | "line">("composer.enter", "send", (kept) =>
  kept === "line" ? kept : null,
);

/** Whether Enter sends in this browser (else Ctrl+Enter does); on touch screens Enter is a new line. */
export function useEnterSends(): boolean {
  const isTouch = useSyncExternalStore(
    () => () => {},
    () => window.matchMedia("(pointer: coarse)").matches,
    () => false,
  );
  return useStored(mode) === "send" && !isTouch;
}

/** Keeps the choice for this browser; open composers follow at once. */
export function writeEnterSends(isOn: boolean) {
  mode.write(isOn ? "send" : "line");
}

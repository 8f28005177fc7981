import { useSyncExternalStore } from "react";

const key = "composer.enter";
const changed = "composer-enter-changed";

/** Whether Enter sends in this browser (else Ctrl+Enter does); on touch screens Enter is a new line. */
export function useEnterSends(): boolean {
  return useSyncExternalStore(
    (tell) => {
      window.addEventListener(changed, tell);
      window.addEventListener("storage", tell);
      return () => {
        window.removeEventListener(changed, tell);
        window.removeEventListener("storage", tell);
      };
    },
    readEnterSends,
    () => true,
  );
}

/** Keeps the choice for this browser; open composers follow at once. */
export function writeEnterSends(isOn: boolean) {
  try {
    localStorage.setItem(key, isOn ? "send" : "line");
  } catch {
    // A browser that keeps nothing: Enter sends.
  }
  window.dispatchEvent(new Event(changed));
}

function readEnterSends(): boolean {
  if (window.matchMedia("(pointer: coarse)").matches) return false;
  try {
    return localStorage.getItem(key) !== "line";
  } catch {
    return true;
  }
}

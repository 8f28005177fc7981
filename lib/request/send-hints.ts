import { after } from "next/server";
import { hintsAreWaiting, hintsSent } from "@/lib/realtime/publish";

/**
 * Keeps the process awake after the answer until the request's hints are sent: a platform of functions
 * freezes it otherwise, and a stop ends it. The answer does not wait.
 */
export function sendHintsAfter(): void {
  if (!hintsAreWaiting()) return;
  try {
    after(hintsSent);
  } catch {
    // No request of the server: whoever called the handler keeps the process.
  }
}

import { after } from "next/server";
import { hintsAreWaiting, hintsSent } from "@/lib/realtime/publish";

/**
 * Keeps the process awake after the response until the request's hints are sent: a serverless platform
 * freezes it otherwise, and a stop ends it. The response does not wait.
 */
export function sendHintsAfter(): void {
  if (!hintsAreWaiting()) return;
  try {
    after(hintsSent);
  } catch {
    // No request of the server: whoever called the handler keeps the process.
  }
}

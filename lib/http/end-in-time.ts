/** Milliseconds from SIGTERM to the end at the latest, of the ten seconds that are promised (docs/promises.md, 31). */
const patience = 8000;

/**
 * Next answers what it was asked and ends; but a client that stops reading an answer would hold the
 * process for as long as it likes. What a request had to store is in a transaction by then.
 */
export function endInTime(): void {
  process.once("SIGTERM", () => setTimeout(() => process.exit(143), patience).unref());
}

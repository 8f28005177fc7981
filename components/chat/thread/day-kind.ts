/** Whether a moment is of the reader's today or yesterday. */
export function dayKind(date: Date, now: Date): "today" | "yesterday" | "other" {
  if (date.toDateString() === now.toDateString()) return "today";
  const before = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1);
  return date.toDateString() === before.toDateString() ? "yesterday" : "other";
}

import type { Span } from "@/lib/departments/hours";

/** "9", "930", "9.30", "6 pm" as "HH:MM", up to "24:00"; what is no time of day stays as it is. */
export function readTime(text: string): string {
  const found = /^(\d{1,2})(?:[:.\s]?(\d{2}))?\s*(?:([ap])\.?m\.?)?$/i.exec(text.trim());
  if (!found) return text.trim();
  const half = found[3]?.toLowerCase();
  const minutes = Number(found[2] ?? 0);
  let hours = Number(found[1]);
  if (half && (hours < 1 || hours > 12)) return text.trim();
  if (half) hours = (hours % 12) + (half === "p" ? 12 : 0);
  if (minutes > 59 || hours * 60 + minutes > 24 * 60) return text.trim();
  return [hours, minutes].map((part) => String(part).padStart(2, "0")).join(":");
}

/** A span as typed: midnight is a beginning as 00:00 and an end as 24:00. */
export function readSpan([from, to]: Span): Span {
  const [start, end] = [readTime(from), readTime(to)];
  return [start === "24:00" ? "00:00" : start, end === "00:00" ? "24:00" : end];
}

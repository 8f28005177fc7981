import { type ClassValue, clsx } from "clsx";
import { mergeClasses } from "./merge-classes";

const merged = new Map<string, string>();

/** Joins class names; the later of two that contradict wins. */
export function cn(...classes: ClassValue[]): string {
  const text = clsx(classes);
  let result = merged.get(text);
  if (result === undefined) {
    result = mergeClasses(text);
    // Few strings are ever made; a bound in case one holds a changing value.
    if (merged.size > 2000) merged.clear();
    merged.set(text, result);
  }
  return result;
}

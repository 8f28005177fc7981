import { type ClassValue, clsx } from "clsx";
import { extendTailwindMerge } from "tailwind-merge";

// Our type scale, so that a later size replaces an earlier one instead of a colour.
const merge = extendTailwindMerge({
  extend: {
    classGroups: { "font-size": [{ text: ["meta", "secondary", "desk", "thread", "title"] }] },
  },
});

/** Joins class names; the later of two that contradict wins. */
export function cn(...classes: ClassValue[]): string {
  return merge(clsx(classes));
}

import { composed } from "@/lib/core/composed";
import { isUnseen, withoutDirectionMarks } from "@/lib/core/visible-text";

/** Characters of a name that is kept: with each in nine bytes of a link it still fits every server's limit. */
const longest = 150;

/**
 * A file's name as it is kept, shown and downloaded: on one line, without direction marks (which make
 * `‹RLO›gnp.js` look like `sj.png`) and without what cannot be seen around it. A long one loses its middle.
 */
export function cleanFileName(name: string): string {
  const line = composed(withoutDirectionMarks(name).replace(/[\p{Cc}\u2028\u2029]+/gu, " "));
  const dot = line.lastIndexOf(".");
  const [stem, end] = dot > 0 ? [line.slice(0, dot), line.slice(dot)] : [line, ""];
  const kept = isUnseen(stem) ? end : `${stem}${end}`;
  return shortened(kept.trim());
}

function shortened(name: string): string {
  const letters = Array.from(name);
  if (letters.length <= longest) return name;
  const end = /\.[^.\s]{1,20}$/.exec(name)?.[0] ?? "";
  return `${letters.slice(0, longest - 1 - end.length).join("")}…${end}`;
}

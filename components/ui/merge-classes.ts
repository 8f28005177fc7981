/**
 * Joins Tailwind classes so that the later of two that set the same thing wins: what tailwind-merge
 * does, for the utilities that we use, without the 8 kB that know all the others. The test compares
 * the two over every class in our code.
 */
export function mergeClasses(text: string): string {
  const kept: string[] = [];
  const taken = new Set<string>();
  for (const name of text.split(/\s+/).filter(Boolean).reverse()) {
    const { variants, utility } = parse(name);
    const group = groupOf(utility);
    if (group === null) {
      kept.push(name);
      continue;
    }
    if (taken.has(`${variants}${group}`)) continue;
    for (const one of [group, ...(covers[group] ?? [])]) taken.add(`${variants}${one}`);
    kept.push(name);
  }
  return kept.reverse().join(" ");
}

/** `hover:md:h-8` → its variants in one order (arbitrary ones keep their place) and `h-8`. */
function parse(name: string): { variants: string; utility: string } {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < name.length; at++) {
    const letter = name[at];
    if (letter === "[" || letter === "(") depth++;
    else if (letter === "]" || letter === ")") depth--;
    else if (letter === ":" && depth === 0) {
      parts.push(name.slice(from, at));
      from = at + 1;
    }
  }
  const last = name.slice(from);
  const isImportant = last.startsWith("!") || last.endsWith("!");
  return {
    variants: `${order(parts).join(":")}${isImportant ? "!" : ""}:`,
    utility: last.replace(/^!|!$/g, ""),
  };
}

function order(variants: string[]): string[] {
  const sorted: string[] = [];
  let run: string[] = [];
  for (const variant of variants) {
    if (variant.startsWith("[") || fixed.has(variant)) {
      sorted.push(...run.sort(), variant);
      run = [];
    } else run.push(variant);
  }
  return [...sorted, ...run.sort()];
}

/** Variants whose place matters. */
const fixed = new Set(["*", "**", "after", "before", "placeholder", "file", "marker", "selection"]);

const length =
  "(\\[|\\(|-?\\d|px|auto|full|screen|fit|min|max|dvh|none|xs|sm|md|lg|[2-7]?xl|prose)";

/** Named as the thing they set, with a length behind. */
const sized = "size w h min-w max-w min-h max-h top right bottom left".split(" ");

/** Named as the thing they set, with anything behind; longer names first. */
const plain =
  "underline-offset outline-offset scroll-px scroll-pb pointer-events justify-items field-sizing justify-self place-items translate-x translate-y appearance overflow-x overflow-y whitespace grid-rows duration tracking animate inset-x inset-y justify leading opacity space-x space-y accent aspect cursor rotate select stroke align basis caret clear float gap-x gap-y inset items order scale ease fill flex self gap row mb me ml mr ms mt mx my pb pl pr pt px py m p z".split(
    " ",
  );

/** Which thing a utility sets; the first that fits. */
const groups: [string, RegExp][] = [
  [
    "display",
    /^(block|inline|inline-block|inline-flex|inline-grid|flex|grid|contents|flow-root|hidden|table|table-row|table-cell|list-item)$/,
  ],
  ["snap", /^snap-[xy]$/],
  ["snap-strictness", /^snap-(mandatory|proximity)$/],
  ["snap-align", /^snap-(start|center|end)$/],
  ["position", /^(static|fixed|absolute|relative|sticky)$/],
  ["screen-reader", /^(not-)?sr-only$/],
  ["visibility", /^(visible|invisible|collapse)$/],
  ["truncate", /^(truncate|text-ellipsis|text-clip)$/],
  ["font-size", /^text-(\[[\d.]|xs|sm|base|lg|[2-9]?xl|meta|secondary|desk|thread|title)/],
  ["text-align", /^text-(left|center|right|justify|start|end)$/],
  ["text-wrap", /^text-(wrap|nowrap|balance|pretty)$/],
  ["text-colour", /^text-/],
  ["font-family", /^font-(sans|serif|mono)$/],
  ["font-weight", /^font-/],
  ["font-style", /^(not-)?italic$/],
  ["decoration", /^(underline|line-through|no-underline|overline)$/],
  ["case", /^(uppercase|lowercase|capitalize|normal-case)$/],
  ["numeric-spacing", /^(tabular|proportional)-nums$/],
  ["clamp", /^line-clamp-/],
  ["background-position", /^bg-(center|top|bottom|left|right)$/],
  ["background", /^bg-/],
  ["border-style", /^border-(solid|dashed|dotted|double|hidden|none)$/],
  ["border-collapse", /^border-(collapse|separate)$/],
  ["border-width", /^border(-\d+|-\[\d.*)?$/],
  ["border-width-x", /^border-x(-\d+)?$/],
  ["border-width-y", /^border-y(-\d+)?$/],
  ["border-width-t", /^border-t(-\d+)?$/],
  ["border-width-r", /^border-r(-\d+)?$/],
  ["border-width-b", /^border-b(-\d+)?$/],
  ["border-width-l", /^border-l(-\d+)?$/],
  ["border-colour-l", /^border-l-/],
  ["border-colour-t", /^border-t-/],
  ["border-colour-b", /^border-b-/],
  ["border-colour-r", /^border-r-/],
  ["border-colour", /^border-/],
  ["divide-x", /^divide-x/],
  ["divide-y", /^divide-y/],
  ["outline-style", /^outline(-(none|hidden|dashed|dotted|double|solid))?$/],
  ["outline-width", /^outline-(\d|\[\d)/],
  ["outline-colour", /^outline-/],
  ["ring-width", /^ring(-\d+)?$/],
  ["ring-colour", /^ring-/],
  ["shadow", /^shadow(-(sm|md|lg|xl|2xl|xs|none))?$/],
  ["rounded-tl", /^rounded-tl(-|$)/],
  ["rounded-tr", /^rounded-tr(-|$)/],
  ["rounded-bl", /^rounded-bl(-|$)/],
  ["rounded-br", /^rounded-br(-|$)/],
  ["rounded-t", /^rounded-t(-|$)/],
  ["rounded-b", /^rounded-b(-|$)/],
  ["rounded-l", /^rounded-l(-|$)/],
  ["rounded-r", /^rounded-r(-|$)/],
  ["rounded", /^rounded/],
  ["flex-direction", /^flex-(row|col)/],
  ["flex-wrap", /^flex-(wrap|nowrap)/],
  ["grow", /^(flex-)?grow/],
  ["shrink", /^(flex-)?shrink/],
  ["grid-columns", /^grid-cols-/],
  ["column-start", /^col-start-/],
  ["column", /^col-/],
  ["content", /^content-(center|start|end|between|around|stretch)$/],
  ["overflow", /^overflow-(auto|hidden|clip|visible|scroll)$/],
  ["object", /^object-(contain|cover|fill|none|scale-down)$/],
  ["resize", /^resize(-(none|x|y))?$/],
  ["touch", /^touch-(auto|none|manipulation)$/],
  ["list", /^list-(disc|none|decimal)$/],
  ["list-position", /^list-(inside|outside)$/],
  ["table-layout", /^table-(auto|fixed)$/],
  ["stroke-width", /^stroke-(\d|\[\d)/],
  ["transition", /^transition/],
  ...sized.map((name): [string, RegExp] => [name, new RegExp(`^-?${name}-${length}`)]),
  ...plain.map((name): [string, RegExp] => [name, new RegExp(`^-?${name}-`)]),
];

/** What a utility sets beside its own thing. */
const covers: Record<string, string[]> = {
  p: ["px", "py", "pt", "pr", "pb", "pl"],
  px: ["pr", "pl"],
  py: ["pt", "pb"],
  m: ["mx", "my", "mt", "mr", "mb", "ml", "ms", "me"],
  mx: ["mr", "ml"],
  my: ["mt", "mb"],
  size: ["w", "h"],
  inset: ["inset-x", "inset-y", "top", "right", "bottom", "left"],
  "inset-x": ["right", "left"],
  "inset-y": ["top", "bottom"],
  gap: ["gap-x", "gap-y"],
  flex: ["basis", "grow", "shrink"],
  overflow: ["overflow-x", "overflow-y"],
  clamp: ["display", "overflow"],
  "font-size": ["leading"],
  rounded: [
    "rounded-t",
    "rounded-r",
    "rounded-b",
    "rounded-l",
    "rounded-tl",
    "rounded-tr",
    "rounded-bl",
    "rounded-br",
  ],
  "rounded-t": ["rounded-tl", "rounded-tr"],
  "rounded-b": ["rounded-bl", "rounded-br"],
  "rounded-l": ["rounded-tl", "rounded-bl"],
  "rounded-r": ["rounded-tr", "rounded-br"],
  "border-width": [
    "border-width-x",
    "border-width-y",
    "border-width-t",
    "border-width-r",
    "border-width-b",
    "border-width-l",
  ],
  "border-width-x": ["border-width-r", "border-width-l"],
  "border-width-y": ["border-width-t", "border-width-b"],
  "border-colour": ["border-colour-l", "border-colour-t", "border-colour-b", "border-colour-r"],
};

const known = new Map<string, string | null>();

function groupOf(utility: string): string | null {
  // `[overflow-wrap:anywhere]` sets the property that it names.
  const property = /^\[([a-z-]+):/.exec(utility);
  if (property) return `[${property[1]}]`;
  let group = known.get(utility);
  if (group === undefined) {
    group = groups.find(([, test]) => test.test(utility))?.[0] ?? null;
    known.set(utility, group);
  }
  return group;
}

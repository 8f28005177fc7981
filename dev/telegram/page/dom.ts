export type Child = Node | string | null | false | undefined;

type Props = {
  class?: string;
  testid?: string;
  title?: string;
  onclick?: (event: MouseEvent) => void;
} & Record<string, unknown>;

/** Makes an element: `testid` becomes data-testid, `on…` listeners, true an empty attribute. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  props: Props = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "testid") element.setAttribute("data-testid", String(value));
    else if (name.startsWith("on") && typeof value === "function") {
      element.addEventListener(name.slice(2), value as EventListener);
    } else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.filter((child): child is Node | string => Boolean(child)));
  return element;
}

// Paths of 24×24 strokes, in the manner of lucide.
const paths = {
  back: "M15 18l-6-6 6-6",
  send: "M22 2L11 13 M22 2l-7 20-4-9-9-4z",
  attach:
    "M21 12l-8.5 8.5a5 5 0 0 1-7-7L14 5a3.3 3.3 0 0 1 4.7 4.7l-8.5 8.4a1.6 1.6 0 0 1-2.3-2.3L15.5 8",
  more: "M12 5.5v.01 M12 12v.01 M12 18.5v.01",
  close: "M6 6l12 12 M18 6L6 18",
  plus: "M12 5v14 M5 12h14",
  search: "M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14 M20 20l-4-4",
  reply: "M9 8L4 13l5 5 M4 13h9a7 7 0 0 1 7 7",
  edit: "M4 20h4L19 9l-4-4L4 16z M13 7l4 4",
  forward: "M15 8l5 5-5 5 M20 13h-9a7 7 0 0 0-7 7",
  copy: "M9 9h11v11H9z M5 15H4V4h11v1",
  trash: "M4 7h16 M10 11v6 M14 11v6 M6 7l1 13h10l1-13 M9 7V4h6v3",
  block: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18 M5.6 5.6l12.8 12.8",
  check: "M5 13l4 4L19 7",
  play: "M8 5l11 7-11 7z",
  pause: "M8 5v14 M16 5v14",
  file: "M14 3H6v18h12V7z M14 3v4h4",
  image: "M4 5h16v14H4z M4 16l5-5 4 4 3-3 4 4 M9 9v.01",
  film: "M4 5h16v14H4z M10 9l5 3-5 3z",
  mic: "M12 4a3 3 0 0 0-3 3v4a3 3 0 0 0 6 0V7a3 3 0 0 0-3-3 M6 11a6 6 0 0 0 12 0 M12 17v4",
  music: "M9 18V6l11-2v12 M9 18a3 3 0 1 1-3-3 3 3 0 0 1 3 3 M20 16a3 3 0 1 1-3-3 3 3 0 0 1 3 3",
  circle: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18 M10 9l5 3-5 3z",
  smile: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18 M8 14s1.5 2 4 2 4-2 4-2 M9 9.5v.01 M15 9.5v.01",
  pin: "M12 21s7-6.5 7-11a7 7 0 0 0-14 0c0 4.5 7 11 7 11 M12 12a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8 M4 21a8 8 0 0 1 16 0",
  album: "M8 8h13v13H8z M4 16V4h12 M8 17l4-4 3 3 2-2 4 4",
  poll: "M5 20v-8 M12 20V5 M19 20v-5",
  bolt: "M13 3L5 14h6l-1 7 8-11h-6z",
  open: "M14 4h6v6 M20 4l-9 9 M18 14v6H4V6h6",
} as const;

export type IconName = keyof typeof paths;

/** A drawn icon, hidden from readers: the control around it carries the words. */
export function icon(name: IconName): SVGSVGElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", paths[name]);
  svg.append(path);
  return svg;
}

/** A button that shows only an icon; `label` is its name and tooltip. */
export function iconButton(
  name: IconName,
  label: string,
  onclick: (event: MouseEvent) => void,
  props: Props = {},
): HTMLButtonElement {
  const { class: extra = "", ...rest } = props;
  return h(
    "button",
    {
      type: "button",
      class: `icon-button ${extra}`,
      title: label,
      "aria-label": label,
      onclick,
      ...rest,
    },
    icon(name),
  );
}

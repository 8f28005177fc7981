import { h } from "./dom";

/** A person's photo, or their initials on a colour that their id chooses, as in Telegram. */
export function avatar(of: { id: number; name: string; photo?: string | undefined }): HTMLElement {
  const box = h("span", { class: `avatar avatar-${Math.abs(of.id) % 7}`, "aria-hidden": "true" });
  if (of.photo) {
    box.append(h("img", { src: `/_sim/files/${of.photo}`, alt: "", loading: "lazy" }));
    return box;
  }
  const words = of.name.split(/\s+/).filter(Boolean);
  box.textContent = words
    .slice(0, 2)
    .map((word) => [...word][0]?.toUpperCase() ?? "")
    .join("");
  return box;
}

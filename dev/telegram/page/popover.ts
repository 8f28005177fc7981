/** Shows an element at a point, inside the window, until a click outside or Escape; returns how to close it. */
export function openPopover(element: HTMLElement, x: number, y: number): () => void {
  const before = document.activeElement;
  element.classList.add("popover");
  document.getElementById("app")?.append(element);
  requestAnimationFrame(() => {
    const { width, height } = element.getBoundingClientRect();
    element.style.left = `${Math.max(8, Math.min(x, innerWidth - width - 8))}px`;
    element.style.top = `${Math.max(8, Math.min(y, innerHeight - height - 8))}px`;
    element.classList.add("shown");
  });
  const outside = (event: Event) => {
    if (!(event.target instanceof Node && element.contains(event.target))) close();
  };
  const key = (event: KeyboardEvent) => {
    if (event.key === "Escape") close();
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    const items = [...element.querySelectorAll<HTMLElement>("[role=menuitem]")];
    const at = items.indexOf(document.activeElement as HTMLElement);
    items.at((at + (event.key === "ArrowDown" ? 1 : -1)) % items.length)?.focus();
  };
  setTimeout(() => document.addEventListener("pointerdown", outside));
  document.addEventListener("keydown", key);
  return close;

  function close() {
    document.removeEventListener("pointerdown", outside);
    document.removeEventListener("keydown", key);
    element.remove();
    if (before instanceof HTMLElement) before.focus();
  }
}

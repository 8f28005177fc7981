/** A ref for the chosen one of a row that scrolls sideways and snaps: it may lie beyond the edge. */
export function bringIntoSight(chosen: HTMLElement | null) {
  chosen?.scrollIntoView({ block: "nearest", inline: "center" });
}

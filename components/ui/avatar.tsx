import { cn } from "./cn";

const hues = [250, 205, 165, 130, 80, 45, 20, 350, 320, 285];

/** Initials on a colour of one's own, chosen by id; decorative, the name stands beside it. */
export function Avatar({ id, name, className }: { id: number; name: string; className?: string }) {
  const hue = hues[id % hues.length] ?? 250;
  return (
    <span
      aria-hidden="true"
      className={cn(
        "inline-flex size-10 shrink-0 select-none items-center justify-center rounded-full font-semibold text-secondary text-white",
        className,
      )}
      style={{ background: `oklch(0.52 0.12 ${hue})` }}
    >
      {initials(name)}
    </span>
  );
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/u).filter(Boolean);
  const letters = words.slice(0, 2).map((word) => [...word][0] ?? "");
  return letters.join("").toLocaleUpperCase() || "?";
}

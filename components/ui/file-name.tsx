import { cn } from "./cn";

/** A file's name on one line; a long one loses its middle, so that its end and kind stay readable. */
export function FileName({ name, className }: { name: string; className?: string }) {
  const letters = Array.from(name);
  const tail = letters.length > 16 ? letters.slice(-10).join("") : "";
  const head = tail ? letters.slice(0, -10).join("") : name;
  return (
    <span title={name} className={cn("flex min-w-0", className)}>
      <span className="truncate whitespace-pre">{head}</span>
      {tail ? <span className="shrink-0 whitespace-pre">{tail}</span> : null}
    </span>
  );
}

import { cleanFileName } from "@/lib/attachments/file-name";
import { cn } from "./cn";

/**
 * A file's name on one line, without what hides its true end, also of a file that is still here; a long
 * one loses its middle, so that its end and kind stay readable. In a grid its column needs a minimum of 0
 * (`grid-cols-1`).
 */
export function FileName({ name: given, className }: { name: string; className?: string }) {
  const name = cleanFileName(given);
  const letters = Array.from(name);
  const tail = letters.length > 16 ? letters.slice(-10).join("") : "";
  const head = tail ? letters.slice(0, -10).join("") : name;
  return (
    <bdi title={name} className={cn("flex min-w-0", className)}>
      <span className="truncate whitespace-pre">{head}</span>
      {tail ? <span className="shrink-0 whitespace-pre">{tail}</span> : null}
    </bdi>
  );
}

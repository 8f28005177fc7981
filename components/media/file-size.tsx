import { useFormatter } from "next-intl";

/** Bytes in the reader's words. */
export function FileSize({ bytes }: { bytes: number }) {
  const format = useFormatter();
  const megabytes = bytes / 1_048_576;
  return (
    <span className="block text-meta text-muted-foreground tabular-nums">
      {megabytes >= 1
        ? format.number(megabytes, { style: "unit", unit: "megabyte", maximumFractionDigits: 1 })
        : format.number(Math.ceil(bytes / 1024), { style: "unit", unit: "kilobyte" })}
    </span>
  );
}

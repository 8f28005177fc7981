import { Skeleton } from "@/components/ui/states/skeleton";

export default function Loading() {
  return (
    <div className="grid gap-2 p-4" aria-busy="true">
      <Skeleton className="mb-4 h-8 w-48" />
      {["a", "b", "c", "d", "e", "f", "g", "h"].map((key) => (
        <Skeleton key={key} className="h-8" />
      ))}
    </div>
  );
}

import { Skeleton } from "@/components/ui/states/skeleton";

export default function Loading() {
  return (
    <div className="flex min-h-0 flex-1 gap-3 p-3 pt-15" aria-busy="true">
      {["lead", "active", "inactive", "closed"].map((key) => (
        <Skeleton
          key={key}
          className="h-full flex-1 rounded-card max-md:[&:not(:first-child)]:hidden"
        />
      ))}
    </div>
  );
}

"use client";

import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import type { Client } from "@/lib/clients/schemas";

const loading = () => null;
const MergeWithDialog = dynamic(
  async () => (await import("@/components/clients/merge-with-dialog")).MergeWithDialog,
  { loading },
);
const EraseDialog = dynamic(
  async () => (await import("@/components/clients/erase-dialog")).EraseDialog,
  { loading },
);

/** What a manager does with a whole client: joins a double, erases one for good. */
export function ClientEnds({ client }: { client: Client }) {
  const router = useRouter();
  return (
    <div className="mt-6 flex flex-wrap gap-2 border-t pt-4">
      <MergeWithDialog
        client={client}
        onDone={(keptId) => {
          router.push(`/chat/${keptId}`);
          router.refresh();
        }}
      />
      <EraseDialog client={client} onDone={() => router.push("/chat")} size="small" />
    </div>
  );
}

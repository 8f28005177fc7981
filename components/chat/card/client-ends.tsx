"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { lazyPart } from "@/components/ui/states/lazy-part";
import type { Client } from "@/lib/clients/schemas";

const MergeWithDialog = lazyPart(
  async () => (await import("@/components/clients/merge-with-dialog")).MergeWithDialog,
);
const EraseDialog = lazyPart(
  async () => (await import("@/components/clients/erase-dialog")).EraseDialog,
);

/** What a manager does with a whole client: joins a double, erases one for good. */
export function ClientEnds({ client }: { client: Client }) {
  const t = useTranslations("clients");
  const router = useRouter();
  const [open, setOpen] = useState<"merge" | "erase" | null>(null);
  const close = () => setOpen(null);
  return (
    <div className="mt-6 flex flex-wrap gap-2 border-t pt-4">
      <Button variant="outline" size="small" onClick={() => setOpen("merge")}>
        {t("mergeWith")}
      </Button>
      <Button variant="outline" size="small" onClick={() => setOpen("erase")}>
        {t("erase")}
      </Button>
      {open === "merge" ? (
        <MergeWithDialog
          client={client}
          onClose={close}
          onDone={(keptId) => {
            router.push(`/chat/${keptId}`);
            router.refresh();
          }}
        />
      ) : null}
      {open === "erase" ? (
        <EraseDialog client={client} onClose={close} onDone={() => router.push("/chat")} />
      ) : null}
    </div>
  );
}

"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogTrigger } from "@/components/ui/overlay/dialog";
import type { Department } from "@/lib/departments/schemas";
import { QuickReplyForm } from "./quick-reply-form";

/** The button that opens an empty quick reply. */
export function NewQuickReply({
  departments,
  isAdmin,
}: {
  departments: Department[];
  isAdmin: boolean;
}) {
  const t = useTranslations();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Dialog open={isOpen} onOpenChange={setIsOpen}>
      <DialogTrigger asChild>
        <Button data-testid="quick-reply-new">
          <Plus aria-hidden="true" />
          {t("settings.quickReplies.add")}
        </Button>
      </DialogTrigger>
      <DialogContent
        title={t("settings.quickReplies.createTitle")}
        closeLabel={t("common.close")}
        className="max-w-lg"
      >
        <QuickReplyForm
          departments={departments}
          isAdmin={isAdmin}
          onDone={() => setIsOpen(false)}
        />
      </DialogContent>
    </Dialog>
  );
}

"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogTrigger } from "@/components/ui/overlay/dialog";
import { toast } from "@/components/ui/overlay/toast";
import type { Operator } from "@/lib/operators/schemas";
import { DepartmentForm } from "./department-form";

export function NewDepartment({ heads }: { heads: Operator[] }) {
  const t = useTranslations();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Dialog open={isOpen} onOpenChange={setIsOpen}>
      <DialogTrigger asChild>
        <Button data-testid="department-new">
          <Plus aria-hidden="true" />
          {t("settings.departments.add")}
        </Button>
      </DialogTrigger>
      <DialogContent title={t("settings.departments.createTitle")} closeLabel={t("common.close")}>
        <DepartmentForm
          heads={heads}
          onDone={() => {
            setIsOpen(false);
            toast(t("settings.departments.created"));
          }}
        />
      </DialogContent>
    </Dialog>
  );
}

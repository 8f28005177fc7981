"use client";

import { EllipsisVertical, Pencil, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useRefusal } from "@/components/shell/use-refusal";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/overlay/confirm-dialog";
import { Dialog, DialogContent } from "@/components/ui/overlay/dialog";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/overlay/dropdown-menu";
import { toast } from "@/components/ui/overlay/toast";
import { callApi } from "@/lib/api-client/call-api";
import type { Department } from "@/lib/departments/schemas";
import type { Operator } from "@/lib/operators/schemas";
import { DepartmentForm } from "./department-form";
import { HoursLine } from "./hours-line";

/** All departments with what is set; each is edited and deleted from its menu. */
export function DepartmentList({
  departments,
  people,
  heads,
}: {
  departments: Department[];
  people: Operator[];
  heads: Operator[];
}) {
  const t = useTranslations();
  const ask = useRefusal();
  const [edited, setEdited] = useState<Department>();
  const [deleted, setDeleted] = useState<Department>();
  return (
    <>
      <Card className="max-w-3xl divide-y">
        {departments.map((department) => (
          <DepartmentRow
            key={department.id}
            department={department}
            people={people}
            onEdit={() => setEdited(department)}
            onDelete={() => setDeleted(department)}
          />
        ))}
      </Card>
      <Dialog
        open={edited !== undefined}
        onOpenChange={(isOpen) => !isOpen && setEdited(undefined)}
      >
        <DialogContent title={t("settings.departments.editTitle")} closeLabel={t("common.close")}>
          <DepartmentForm
            heads={heads}
            {...(edited ? { department: edited } : {})}
            onDone={() => {
              setEdited(undefined);
              toast(t("settings.departments.saved"));
            }}
          />
        </DialogContent>
      </Dialog>
      <ConfirmDialog
        isOpen={deleted !== undefined}
        onOpenChange={(isOpen) => !isOpen && setDeleted(undefined)}
        title={t("settings.departments.deleteTitle", { name: deleted?.name ?? "" })}
        description={t("settings.departments.deleteHint")}
        confirmLabel={t("settings.departments.delete")}
        cancelLabel={t("common.cancel")}
        onConfirm={() =>
          ask(async () => {
            await callApi(`/api/departments/${deleted?.id}/`, { method: "DELETE" });
            toast(t("settings.departments.deleted"));
          })
        }
      />
    </>
  );
}

function DepartmentRow({
  department,
  people,
  onEdit,
  onDelete,
}: {
  department: Department;
  people: Operator[];
  onEdit: () => void;
  onDelete: () => void;
}) {
  const t = useTranslations("settings.departments");
  const manager = people.find(({ id }) => id === department.manager_id);
  const members = people.filter(({ department_id }) => department_id === department.id);
  const facts = [
    manager ? `${t("manager")}: ${manager.name}` : t("noManager"),
    t("people", { count: members.length }),
    ...(department.working_hours ? [] : [t("alwaysOpen")]),
  ];
  return (
    <div data-testid={`department-${department.id}`} className="flex items-start gap-3 px-4 py-3">
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          <span className="min-w-0 truncate">{department.name}</span>
          {department.is_default ? <Badge>{t("default")}</Badge> : null}
          {department.masks_contacts ? <Badge>{t("masked")}</Badge> : null}
        </p>
        {department.description ? (
          <p className="text-secondary [overflow-wrap:anywhere]">{department.description}</p>
        ) : null}
        <p className="text-meta text-muted-foreground">
          {facts.map((fact) => fact.replaceAll(" ", "\u00a0")).join(" · ")}
        </p>
        {department.working_hours ? (
          <p className="text-meta text-muted-foreground first-letter:uppercase">
            <HoursLine hours={department.working_hours} />
          </p>
        ) : null}
      </div>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button
            variant="ghost"
            size="icon"
            aria-label={t("actions", { name: department.name })}
            data-testid={`department-menu-${department.id}`}
          >
            <EllipsisVertical aria-hidden="true" />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          <DropdownMenuItem onSelect={onEdit}>
            <Pencil aria-hidden="true" />
            {t("edit")}
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={onDelete}>
            <Trash2 aria-hidden="true" />
            {t("delete")}
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
    </div>
  );
}

"use client";

import { Check, Columns3 } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/overlay/dropdown-menu";
import { columnIds } from "./client-columns";

/** Which columns the table shows. */
export function ColumnMenu({
  visibility,
  onToggle,
}: {
  visibility: Record<string, boolean>;
  onToggle: (id: string) => void;
}) {
  const t = useTranslations("clients");
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="outline" size="icon" aria-label={t("columns")} title={t("columns")}>
          <Columns3 aria-hidden="true" />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        {columnIds
          .filter((id) => id !== "name")
          .map((id) => {
            const isShown = visibility[id] !== false;
            return (
              <DropdownMenuItem
                key={id}
                role="menuitemcheckbox"
                aria-checked={isShown}
                onSelect={(event) => {
                  event.preventDefault();
                  onToggle(id);
                }}
              >
                <Check aria-hidden="true" className={isShown ? "" : "invisible"} />
                {t(id)}
              </DropdownMenuItem>
            );
          })}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

"use client";

import { FileUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { NativeSelect } from "@/components/ui/input";
import { Dialog, DialogContent } from "@/components/ui/overlay/dialog";
import { toast } from "@/components/ui/overlay/toast";
import { Skeleton } from "@/components/ui/states/skeleton";
import { ApiError, callApi } from "@/lib/api-client/call-api";
import { decodeText } from "@/lib/api-client/decode-text";
import type { ImportResult } from "@/lib/clients/schemas";
import { type ImportField, importFields } from "@/lib/clients/terms";

const maxBytes = 1_000_000;

type Mapping = ImportResult["mapping"];

/** Imports a CSV: choose, look at columns and errors, then all rows or none. */
export function ImportDialog({ onClose, onDone }: { onClose: () => void; onDone: () => void }) {
  const t = useTranslations("clients");
  const tCommon = useTranslations("common");
  const [csv, setCsv] = useState("");
  const [preview, setPreview] = useState<ImportResult>();
  const [problem, setProblem] = useState("");
  const [isBusy, setIsBusy] = useState(false);
  const picker = useRef<HTMLInputElement>(null);

  async function ask(text: string, mapping: Mapping | undefined, isPreview: boolean) {
    setIsBusy(true);
    setProblem("");
    try {
      return await callApi<ImportResult>(`/api/clients/import/${isPreview ? "?preview=1" : ""}`, {
        method: "POST",
        body: { csv: text, ...(mapping ? { mapping } : {}) },
      });
    } catch (error) {
      const refusal = error instanceof ApiError ? error : null;
      const [first] = refusal?.fields ?? [];
      setProblem(refusal?.message || first?.message || t("actFailed"));
      return undefined;
    } finally {
      setIsBusy(false);
    }
  }

  async function choose(file: File | undefined) {
    if (!file) return;
    setPreview(undefined);
    if (file.size > maxBytes) {
      setProblem(t("importTooBig"));
      return;
    }
    const text = decodeText(await file.arrayBuffer());
    setCsv(text);
    setPreview(await ask(text, undefined, true));
  }

  async function remap(column: string, field: ImportField | null) {
    if (!preview) return;
    const mapping: Mapping = { ...preview.mapping };
    // A field belongs to one column: the new one takes it.
    for (const [other, used] of Object.entries(mapping)) {
      if (field && used === field) mapping[other] = null;
    }
    mapping[column] = field;
    const next = await ask(csv, mapping, true);
    if (next) setPreview(next);
  }

  async function importAll() {
    if (!preview) return;
    const done = await ask(csv, preview.mapping, false);
    if (!done) return;
    onClose();
    toast(t("importDone", { count: done.created }));
    onDone();
  }

  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent
        title={t("importTitle")}
        description={t("importHint")}
        closeLabel={tCommon("close")}
        className="max-w-2xl"
      >
        <div className="mt-4 flex items-center gap-3">
          <Button variant="outline" onClick={() => picker.current?.click()}>
            <FileUp aria-hidden="true" />
            {t("chooseFile")}
          </Button>
          <input
            ref={picker}
            type="file"
            accept=".csv,.tsv,.txt,text/csv"
            hidden
            data-testid="import-file"
            onChange={({ target }) => {
              void choose(target.files?.[0]);
              target.value = "";
            }}
          />
          {preview ? (
            <p role="status" className="text-secondary tabular-nums">
              {t("importRows", { count: preview.rows })},{" "}
              {t("importErrors", { count: preview.error_count })}
            </p>
          ) : null}
        </div>
        {problem ? (
          <p role="alert" className="mt-3 text-destructive text-secondary">
            {problem}
          </p>
        ) : null}
        {isBusy && !preview ? <Skeleton className="mt-4 h-32" /> : null}
        {preview ? (
          <>
            <Columns preview={preview} onChange={remap} isBusy={isBusy} />
            <Errors preview={preview} />
            <div className="mt-4 flex justify-end">
              <Button
                disabled={preview.error_count > 0 || preview.rows === 0}
                isUnavailable={isBusy}
                onClick={importAll}
              >
                {t("importGo", { count: preview.rows })}
              </Button>
            </div>
          </>
        ) : null}
      </DialogContent>
    </Dialog>
  );
}

function Columns({
  preview,
  onChange,
  isBusy,
}: {
  preview: ImportResult;
  onChange: (column: string, field: ImportField | null) => void;
  isBusy: boolean;
}) {
  const t = useTranslations("clients");
  return (
    <table className="mt-4 w-full table-fixed text-left text-secondary">
      <thead className="text-meta text-muted-foreground">
        <tr className="h-8 border-b [&>th]:pr-3 [&>th]:font-medium">
          <th scope="col">{t("importColumn")}</th>
          <th scope="col">{t("importField")}</th>
          <th scope="col" className="hidden sm:table-cell">
            {t("importExample")}
          </th>
        </tr>
      </thead>
      <tbody>
        {preview.columns.map((column) => (
          <tr key={column} className="h-10 border-b [&>td]:py-1 [&>td]:pr-3">
            <td className="truncate">{column}</td>
            <td>
              <NativeSelect
                aria-label={`${t("importField")}: ${column}`}
                value={preview.mapping[column] ?? ""}
                disabled={isBusy}
                onChange={(event) =>
                  onChange(column, (event.target.value || null) as ImportField | null)
                }
              >
                <option value="">{t("importSkip")}</option>
                {importFields.map((field) => (
                  <option key={field} value={field}>
                    {t(`field.${field}`)}
                  </option>
                ))}
              </NativeSelect>
            </td>
            <td className="hidden truncate text-muted-foreground sm:table-cell">
              {preview.sample.map((row) => row[column]).find(Boolean)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Errors({ preview }: { preview: ImportResult }) {
  const t = useTranslations("clients");
  if (preview.errors.length === 0) return null;
  return (
    <div className="mt-4 max-h-48 overflow-y-auto rounded-control border" tabIndex={0}>
      <table className="w-full text-left text-secondary">
        <thead className="sticky top-0 bg-surface text-meta text-muted-foreground">
          <tr className="h-8 [&>th]:px-3 [&>th]:font-medium">
            <th scope="col">{t("importRow")}</th>
            <th scope="col">{t("importField")}</th>
            <th scope="col">{t("importProblem")}</th>
          </tr>
        </thead>
        <tbody>
          {preview.errors.map(({ row, field, message }) => (
            <tr key={`${row}-${field}-${message}`} className="border-t [&>td]:px-3 [&>td]:py-1">
              <td className="tabular-nums">{row}</td>
              <td>
                {importFields.some((name) => name === field)
                  ? t(`field.${field as ImportField}`)
                  : field}
              </td>
              <td className="text-destructive [overflow-wrap:anywhere] first-letter:uppercase">
                {message}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

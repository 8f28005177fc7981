"use client";

import { Paperclip, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { MediaPicker } from "@/components/chat/media/media-picker";
import { optionalId, useSchemaForm } from "@/components/form/use-schema-form";
import { Button } from "@/components/ui/button";
import { Field, FieldFault, FormError, NameOptions } from "@/components/ui/field";
import { Input, NativeSelect, Textarea } from "@/components/ui/input";
import { callApi } from "@/lib/api-client/call-api";
import type { Department } from "@/lib/departments/schemas";
import type { Media } from "@/lib/media/schemas";
import type { QuickReply } from "@/lib/quick-replies/schemas";

const variables = ["client.first_name", "client.name", "operator.name"] as const;

/** A quick reply's fields; without one it makes a new one. */
export function QuickReplyForm({
  reply,
  departments,
  isAdmin,
  onDone,
}: {
  reply?: QuickReply;
  departments: Department[];
  /** Only an admin makes replies for every department. */
  isAdmin: boolean;
  onDone: () => void;
}) {
  const t = useTranslations("settings.quickReplies");
  const { form, props, field, control, error, isPending } = useSchemaForm({
    id: "reply",
    schema: async () => (await import("@/lib/quick-replies/schemas")).createQuickReplySchema,
    defaults: {
      shortcut: reply?.shortcut ?? "",
      title: reply?.title ?? "",
      content: reply?.content ?? "",
      department_id: reply ? reply.department_id : isAdmin ? null : (departments[0]?.id ?? null),
      media_ids: (reply?.media ?? []) as Pick<Media, "id" | "name">[],
    },
    toInput: ({ shortcut, media_ids, ...values }) => ({
      ...values,
      shortcut: shortcut.replace(/^\//, ""),
      media_ids: media_ids.map(({ id }) => id),
    }),
    async save(body) {
      if (reply) await callApi(`/api/quick-replies/${reply.id}/`, { method: "PATCH", body });
      else await callApi("/api/quick-replies/", { method: "POST", body });
      onDone();
    },
  });
  const [isPicking, setIsPicking] = useState(false);
  const files = form.watch("media_ids");
  const setFiles = (next: typeof files) =>
    form.setValue("media_ids", next, { shouldValidate: form.formState.isSubmitted });

  function addFile(file: Media) {
    setIsPicking(false);
    if (!files.some(({ id }) => id === file.id)) setFiles([...files, file]);
  }

  return (
    <form {...props} className="mt-4 grid gap-3">
      <div className="grid gap-3 sm:grid-cols-2">
        <Field {...field("shortcut")} label={t("shortcut")}>
          <div className="flex items-center gap-1">
            <span aria-hidden="true" className="text-muted-foreground">
              /
            </span>
            <Input required maxLength={33} {...control("shortcut")} />
          </div>
        </Field>
        <Field {...field("title")} label={t("name")}>
          <Input required maxLength={100} {...control("title")} />
        </Field>
      </div>
      <Field {...field("content")} label={t("content")}>
        <Textarea rows={5} maxLength={4096} {...control("content")} />
        <div className="flex flex-wrap items-center gap-1 text-meta text-muted-foreground">
          {t("variables")}
          {variables.map((name) => (
            <Button
              key={name}
              variant="outline"
              size="small"
              onClick={() => form.setValue("content", `${form.getValues("content")}{{${name}}}`)}
            >
              {`{{${name}}}`}
            </Button>
          ))}
        </div>
      </Field>
      <Field {...field("department_id")} label={t("department")}>
        <NativeSelect {...control("department_id", optionalId)}>
          {isAdmin ? <option value="">{t("everyDepartment")}</option> : null}
          <NameOptions of={departments} />
        </NativeSelect>
      </Field>
      <div className="grid justify-items-start gap-1">
        {files.map((file) => (
          <span
            key={file.id}
            className="flex max-w-full items-center gap-1 rounded-control bg-muted pl-2 text-secondary"
          >
            <span className="truncate">{file.name}</span>
            <Button
              variant="ghost"
              size="icon"
              aria-label={t("removeFile", { name: file.name })}
              onClick={() => setFiles(files.filter(({ id }) => id !== file.id))}
            >
              <X aria-hidden="true" />
            </Button>
          </span>
        ))}
        <Button variant="outline" onClick={() => setIsPicking(true)}>
          <Paperclip aria-hidden="true" />
          {t("addFile")}
        </Button>
        <FieldFault id={field("media_ids").id}>{field("media_ids").error}</FieldFault>
      </div>
      {isPicking ? <MediaPicker onClose={() => setIsPicking(false)} onChoose={addFile} /> : null}
      <FormError>{error}</FormError>
      <Button type="submit" isUnavailable={isPending} className="mt-1">
        {t(reply ? "save" : "create")}
      </Button>
    </form>
  );
}

"use client";

import { Paperclip, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { MediaPicker } from "@/components/chat/media/media-picker";
import { useRefusal } from "@/components/shell/use-refusal";
import { Button } from "@/components/ui/button";
import { Field, FormError, NameOptions } from "@/components/ui/field";
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
  const ask = useRefusal();
  const [shortcut, setShortcut] = useState(reply?.shortcut ?? "");
  const [title, setTitle] = useState(reply?.title ?? "");
  const [content, setContent] = useState(reply?.content ?? "");
  const [departmentId, setDepartmentId] = useState<number | null>(
    reply ? reply.department_id : isAdmin ? null : (departments[0]?.id ?? null),
  );
  const [files, setFiles] = useState<Pick<Media, "id" | "name">[]>(reply?.media ?? []);
  const [isPicking, setIsPicking] = useState(false);
  const [error, setError] = useState<string>();
  const [isPending, setIsPending] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setIsPending(true);
    const body = {
      ...{ shortcut: shortcut.replace(/^\//, ""), title, content },
      department_id: departmentId,
      media_ids: files.map(({ id }) => id),
    };
    const refusal = await ask(() =>
      reply
        ? callApi(`/api/quick-replies/${reply.id}/`, { method: "PATCH", body })
        : callApi("/api/quick-replies/", { method: "POST", body }),
    );
    setIsPending(false);
    setError(refusal);
    if (!refusal) onDone();
  }

  function addFile(file: Media) {
    setIsPicking(false);
    if (!files.some(({ id }) => id === file.id)) setFiles([...files, file]);
  }

  return (
    <form onSubmit={submit} className="mt-4 grid gap-3">
      <div className="grid gap-3 sm:grid-cols-2">
        <Field id="reply-shortcut" label={t("shortcut")}>
          <div className="flex items-center gap-1">
            <span aria-hidden="true" className="text-muted-foreground">
              /
            </span>
            <Input
              id="reply-shortcut"
              required
              maxLength={33}
              value={shortcut}
              onChange={(event) => setShortcut(event.target.value)}
            />
          </div>
        </Field>
        <Field id="reply-title" label={t("name")}>
          <Input
            id="reply-title"
            required
            maxLength={100}
            value={title}
            onChange={(event) => setTitle(event.target.value)}
          />
        </Field>
      </div>
      <Field id="reply-content" label={t("content")}>
        <Textarea
          id="reply-content"
          rows={5}
          maxLength={4096}
          value={content}
          onChange={(event) => setContent(event.target.value)}
        />
        <div className="flex flex-wrap items-center gap-1 text-meta text-muted-foreground">
          {t("variables")}
          {variables.map((name) => (
            <Button
              key={name}
              variant="outline"
              size="small"
              onClick={() => setContent(`${content}{{${name}}}`)}
            >
              {`{{${name}}}`}
            </Button>
          ))}
        </div>
      </Field>
      <Field id="reply-department" label={t("department")}>
        <NativeSelect
          id="reply-department"
          value={departmentId ?? ""}
          onChange={(event) => setDepartmentId(Number(event.target.value) || null)}
        >
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
      </div>
      {isPicking ? <MediaPicker onClose={() => setIsPicking(false)} onChoose={addFile} /> : null}
      <FormError>{error}</FormError>
      <Button type="submit" disabled={isPending} className="mt-1">
        {t(reply ? "save" : "create")}
      </Button>
    </form>
  );
}

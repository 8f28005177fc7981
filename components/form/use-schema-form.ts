"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { type FormEvent, useEffect, useMemo, useRef } from "react";
import {
  type DefaultValues,
  type FieldValues,
  get,
  type Path,
  type RegisterOptions,
  useForm,
} from "react-hook-form";
import type { z } from "zod";
import { chooseLocale } from "@/i18n/locales";
import { ApiError } from "@/lib/api-client/call-api";
import type { FieldError } from "@/lib/core/errors";
import { schemaResolver } from "./schema-resolver";

type Options<V extends FieldValues, I> = {
  /** Ids of the controls begin with it: `<id>-<field>`. */
  id: string;
  /** The API's own schema of what `save` sends; loaded when it is first needed. */
  schema: () => Promise<z.ZodType>;
  defaults: DefaultValues<V>;
  /** The API's input of what was typed. */
  toInput: (values: V) => I;
  /** Sends it; throws `ApiError`, whose fields are shown at the form's. */
  save: (input: I) => Promise<unknown>;
  /** Whether the screen's data is read again afterwards. */
  refreshes?: boolean;
};

/**
 * A form checked by the API's schema: each error stands at its field, the first one is focused, what was
 * typed stays after every failure, and a form that is being sent is not sent twice.
 */
export function useSchemaForm<V extends FieldValues, I>(options: Options<V, I>) {
  const { id, schema, defaults, toInput, save, refreshes = true } = options;
  const t = useTranslations("settings");
  const locale = chooseLocale(useLocale(), null);
  const router = useRouter();
  const latest = useRef({ schema, toInput });
  latest.current = { schema, toInput };
  const resolver = useMemo(
    () =>
      schemaResolver<V>(
        () => latest.current.schema(),
        (values) => latest.current.toInput(values),
        locale,
      ),
    [locale],
  );
  const form = useForm<V>({ defaultValues: defaults, resolver, shouldFocusError: false });
  const { errors, isSubmitting } = form.formState;
  const element = useRef<HTMLFormElement>(null);
  const wantsFocus = useRef(false);

  // In the order of the screen, fields that the library does not know of included.
  useEffect(() => {
    if (!wantsFocus.current || isSubmitting) return;
    wantsFocus.current = false;
    element.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  });

  function refuse(error: unknown) {
    const refusal = error instanceof ApiError ? error : new ApiError(0, "");
    const others: FieldError[] = [];
    for (const fault of refusal.fields) {
      const name = Object.keys(form.getValues()).find(
        (known) => fault.field === known || fault.field.startsWith(`${known}.`),
      );
      if (name) form.setError(name as Path<V>, { type: "server", message: fault.message });
      else others.push(fault);
    }
    wantsFocus.current = others.length < refusal.fields.length;
    if (wantsFocus.current && others.length === 0) return;
    const message = others.map((other) => other.message).join(" ") || refusal.message;
    form.setError("root", { type: "server", message: message || t("unreachable") });
  }

  const send = form.handleSubmit(
    async (values) => {
      try {
        await save(latest.current.toInput(values as V));
        if (refreshes) router.refresh();
      } catch (error) {
        refuse(error);
      }
    },
    () => {
      wantsFocus.current = true;
    },
  );

  const idOf = (name: string) => `${id}-${name.replace(/_id$/, "").replaceAll("_", "-")}`;
  const errorOf = (name: string) => {
    const found: { message?: string; root?: { message?: string } } | undefined = get(errors, name);
    return found?.message ?? found?.root?.message;
  };
  const isSending = useRef(false);
  return {
    form,
    isPending: isSubmitting,
    /** Why the whole was refused. */
    error: errors.root?.message,
    /** For the `form` element: the browser's own bubbles speak its language, not the desk's. */
    props: {
      ref: element,
      noValidate: true,
      onSubmit: async (event: FormEvent) => {
        event.preventDefault();
        // Two events may come before the first is drawn.
        if (isSending.current) return;
        isSending.current = true;
        await send(event).finally(() => {
          isSending.current = false;
        });
      },
    },
    errorOf,
    /** For `Field`: the control's id and what is wrong with it. */
    field: (name: Path<V>) => ({ id: idOf(name), error: errorOf(name) }),
    /** For the control itself. */
    control: (name: Path<V>, rules?: RegisterOptions<V, Path<V>> & { hasHint?: boolean }) => {
      const { hasHint = false, ...register } = rules ?? {};
      return {
        ...form.register(name, register as RegisterOptions<V, Path<V>>),
        ...described(idOf(name), errorOf(name), hasHint),
      };
    },
  };
}

function described(id: string, error: string | undefined, hasHint: boolean) {
  const by = [hasHint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return { id, "aria-invalid": error ? true : undefined, "aria-describedby": by || undefined };
}

/** A number that may be left empty. */
export const optionalNumber = {
  setValueAs: (typed: unknown) =>
    typed === "" || typed === null || typed === undefined ? null : Number(typed),
};

/** The id of what a list of names has chosen; null: none. */
export const optionalId = { setValueAs: (chosen: unknown) => Number(chosen) || null };

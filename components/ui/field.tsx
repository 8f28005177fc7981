import type { ReactNode } from "react";
import { Label } from "./input";

/** A form's field: its name above, a hint (`<id>-hint`) and its error (`<id>-error`) below; `id` is the control's. */
export function Field({
  id,
  label,
  hint,
  error,
  children,
}: {
  id: string;
  label: ReactNode;
  hint?: ReactNode;
  error?: string | undefined;
  children: ReactNode;
}) {
  return (
    <div className="grid content-start gap-1">
      <Label htmlFor={id}>{label}</Label>
      {children}
      {hint ? (
        <p id={`${id}-hint`} className="text-meta text-muted-foreground">
          {hint}
        </p>
      ) : null}
      <FieldFault id={id}>{error}</FieldFault>
    </div>
  );
}

/** What is wrong with the control of this id. */
export function FieldFault({ id, children }: { id: string; children: string | undefined }) {
  if (!children) return null;
  return (
    <p id={`${id}-error`} role="alert" className="text-destructive text-meta">
      {children}
    </p>
  );
}

/** Why a form was not taken, in words; nothing while there is nothing to say. */
export function FormError({ children }: { children: string | undefined }) {
  if (!children) return null;
  return (
    <p role="alert" className="text-destructive text-secondary">
      {children}
    </p>
  );
}

/** The choices of a select that picks one of several named things. */
export function NameOptions({ of }: { of: readonly { id: number; name: string }[] }) {
  return of.map(({ id, name }) => (
    <option key={id} value={id}>
      {name}
    </option>
  ));
}

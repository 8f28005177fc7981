"use client";

import { PanelRight } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import type { Colleague } from "@/components/chat/assignment/assignment-dialog";
import type { Viewer } from "@/components/chat/use-thread-acts";
import { useClientName } from "@/components/clients/use-client-name";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { NativeSelect } from "@/components/ui/input";
import { toast } from "@/components/ui/overlay/toast";
import { PaneEdge } from "@/components/ui/pane-edge";
import { lazyPart } from "@/components/ui/states/lazy-part";
import type { Client } from "@/lib/clients/schemas";
import { clientStatuses } from "@/lib/clients/terms";
import type { Tag } from "@/lib/tags/schemas";
import { ClientActivity } from "./client-activity";
import { ClientCases } from "./client-cases";
import { ClientEnds } from "./client-ends";
import { ClientFiles } from "./client-files";
import { ClientPlaces } from "./client-places";
import { ClientTags } from "./client-tags";
import { EditableField } from "./editable-field";
import { useClient } from "./use-client";

// A wide window never opens it.
const SidePanel = lazyPart(
  async () => (await import("@/components/ui/overlay/side-panel")).SidePanel,
);

const sections = ["files", "cases", "activity"] as const;

type Props = {
  client: Client;
  operatorNames: Record<number, string>;
  departmentNames: Record<number, string>;
  tags: Tag[];
  viewer: Viewer;
  people: Colleague[];
  /** The thread comes into sight: what lies over it may close. */
  onJump?: () => void;
};

/** The right pane of a wide window: who the client is, edited in place. */
export function ClientCard(props: Props) {
  const t = useTranslations("chat");
  return (
    <aside
      aria-label={t("clientCard")}
      className="relative hidden w-(--pane-card,320px) shrink-0 border-l bg-surface xl:block"
    >
      <PaneEdge name="card" side="left" label={t("cardWidth")} />
      <div className="h-full overflow-y-auto">
        <CardBody {...props} />
      </div>
    </aside>
  );
}

/** Opens the same card over a narrow window, from the thread's header. */
export function ClientCardButton(props: Props) {
  const t = useTranslations("chat");
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button
        variant="ghost"
        size="icon"
        aria-label={t("clientCard")}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => setIsOpen(true)}
        className="xl:hidden"
      >
        <PanelRight aria-hidden="true" />
      </Button>
      {isOpen ? (
        <SidePanel title={t("clientCard")} closeLabel={t("close")} onClose={() => setIsOpen(false)}>
          <CardBody {...props} onJump={() => setIsOpen(false)} />
        </SidePanel>
      ) : null}
    </>
  );
}

function CardBody(props: Props) {
  const clientName = useClientName();
  const { client: initial, operatorNames, departmentNames, tags, viewer, people } = props;
  const t = useTranslations("chat");
  const status = useTranslations("clientStatus");
  const format = useFormatter();
  const { client, change, setTags } = useClient(initial);
  const [section, setSection] = useState<(typeof sections)[number]>("files");
  const name = clientName(client);
  const masked = client.contacts_masked ? t("maskedHint") : undefined;

  /** With `before` the change can be undone. */
  async function setStatus(next: Client["status"], before?: Client["status"]) {
    const refusal = await change({ status: next });
    if (refusal) return toast.error(refusal);
    if (!before) return;
    toast(t("statusChanged", { status: status(next) }), {
      action: { label: t("undo"), onClick: () => void setStatus(before) },
    });
  }

  return (
    <div className="p-5">
      <div className="grid justify-items-center gap-2 text-center">
        <Avatar id={client.id} name={name} className="size-16 text-title" />
        <h2 className="font-semibold text-[16px] [overflow-wrap:anywhere]">{name}</h2>
        {client.username ? (
          <a
            href={`https://t.me/${client.username}`}
            target="_blank"
            rel="noopener noreferrer"
            className="text-primary text-secondary hover:underline"
          >
            @{client.username}
          </a>
        ) : null}
        {client.blocked_at ? (
          <p className="text-meta text-status-failed">{t("kind.client_blocked")}</p>
        ) : null}
      </div>
      <dl className="mt-5 grid gap-1.5 text-secondary">
        <Row label={t("field.status")}>
          <NativeSelect
            aria-label={t("field.status")}
            value={client.status}
            onChange={({ target }) => {
              const next = clientStatuses.find((one) => one === target.value);
              if (next) void setStatus(next, client.status);
            }}
          >
            {clientStatuses.map((one) => (
              <option key={one} value={one}>
                {status(one)}
              </option>
            ))}
          </NativeSelect>
        </Row>
        <EditableField
          label={t("field.firstName")}
          value={client.first_name}
          onSave={(value) => change({ first_name: value })}
        />
        <EditableField
          label={t("field.lastName")}
          value={client.last_name}
          onSave={(value) => change({ last_name: value })}
        />
        <EditableField
          label={t("field.phone")}
          type="tel"
          value={client.phone ?? ""}
          lockedHint={masked}
          onSave={(value) => change({ phone: value || null })}
        />
        <EditableField
          label={t("field.email")}
          type="email"
          value={client.email ?? ""}
          lockedHint={masked}
          onSave={(value) => change({ email: value || null })}
        />
        <ClientPlaces
          client={client}
          viewer={viewer}
          people={people}
          departmentNames={departmentNames}
          change={change}
        />
        <Fact label={t("field.source")}>{client.source}</Fact>
        <Fact label={t("field.since")}>
          {format.dateTime(new Date(client.created_at), { dateStyle: "long" })}
        </Fact>
      </dl>
      <ClientTags client={client} tags={tags} onChange={setTags} />
      <div className="mt-5 flex gap-1 border-t pt-4">
        {sections.map((one) => (
          <Button
            key={one}
            variant={one === section ? "outline" : "ghost"}
            size="small"
            aria-pressed={one === section}
            onClick={() => setSection(one)}
          >
            {t(`section.${one}`)}
          </Button>
        ))}
      </div>
      {section === "files" ? (
        <ClientFiles clientId={client.id} />
      ) : section === "cases" ? (
        <ClientCases clientId={client.id} operatorNames={operatorNames} onJump={props.onJump} />
      ) : (
        <ClientActivity
          clientId={client.id}
          changedAt={client.updated_at}
          operatorNames={operatorNames}
        />
      )}
      {viewer.role === "operator" ? null : <ClientEnds client={client} />}
    </div>
  );
}

function Row({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className="grid grid-cols-[100px_1fr] items-center gap-2">
      <dt className="text-muted-foreground">{label}</dt>
      <dd className="min-w-0 [overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}

function Fact({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <Row label={label}>
      <span className="block px-2 py-1.5">{children ?? "—"}</span>
    </Row>
  );
}

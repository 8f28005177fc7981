"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Command } from "cmdk";
import { Keyboard, Languages, Moon, Sun, UserRound, Zap } from "lucide-react";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useTheme } from "next-themes";
import { Dialog as Primitive } from "radix-ui";
import { type ReactNode, useState } from "react";
import { useClientName } from "@/components/clients/use-client-name";
import { useSettled } from "@/components/data/use-settled";
import type { Client } from "@/lib/clients/schemas";
import type { Page } from "@/lib/core/schemas";
import { currentCommands } from "./commands";
import { screens } from "./screens";

/** Everything within a few letters: what the screen offers, screens, clients, theme, language. */
export function CommandPalette({
  onClose,
  onShortcuts,
  chooseLanguage,
}: {
  onClose: () => void;
  onShortcuts: () => void;
  chooseLanguage: (locale: string) => Promise<void>;
}) {
  const clientName = useClientName();
  const t = useTranslations();
  const router = useRouter();
  const locale = useLocale();
  const { resolvedTheme, setTheme } = useTheme();
  const [search, setSearch] = useState("");
  const clients = useFoundClients(search);
  const [commands] = useState(currentCommands);
  const isDark = resolvedTheme === "dark";

  function run(act: () => void) {
    onClose();
    act();
  }

  return (
    <Primitive.Root open onOpenChange={onClose}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 bg-overlay" />
        <Primitive.Content
          aria-describedby={undefined}
          className="fixed top-[12dvh] left-1/2 z-50 w-[calc(100vw-24px)] max-w-xl -translate-x-1/2 overflow-hidden rounded-card border bg-popover shadow-xl outline-none"
        >
          <Primitive.Title className="sr-only">{t("palette.title")}</Primitive.Title>
          <Command loop label={t("palette.title")} className="flex max-h-[60dvh] flex-col">
            <Command.Input
              value={search}
              onValueChange={setSearch}
              placeholder={t("palette.placeholder")}
              className="h-12 w-full border-b bg-transparent px-4 text-[15px] outline-none placeholder:text-muted-foreground"
            />
            <Command.List className="min-h-0 overflow-y-auto p-1.5">
              <Command.Empty className="p-6 text-center text-muted-foreground text-secondary">
                {t("palette.nothing")}
              </Command.Empty>
              {commands.length > 0 ? (
                <Group heading={t("palette.here")}>
                  {commands.map(({ name, label, key, run: act }) => (
                    <Item key={name} value={`here ${label}`} onSelect={() => run(act)}>
                      <Zap aria-hidden="true" />
                      {label}
                      {key ? (
                        <kbd className="ml-auto rounded-control border bg-muted px-1.5 font-sans text-meta text-muted-foreground">
                          {key}
                        </kbd>
                      ) : null}
                    </Item>
                  ))}
                </Group>
              ) : null}
              <Group heading={t("palette.screens")}>
                {screens.map(({ name, href, icon: Icon }) => (
                  <Item
                    key={name}
                    value={`screen ${t(`nav.${name}`)}`}
                    onSelect={() => run(() => router.push(href))}
                  >
                    <Icon aria-hidden="true" />
                    {t(`nav.${name}`)}
                  </Item>
                ))}
              </Group>
              {clients.length > 0 ? (
                <Group heading={t("palette.clients")}>
                  {clients.map((client) => (
                    <Item
                      key={client.id}
                      // The server found it: whatever matched counts here too.
                      value={`${search} client ${client.id}`}
                      onSelect={() => run(() => router.push(`/chat/${client.id}`))}
                    >
                      <UserRound aria-hidden="true" />
                      <span className="truncate">{clientName(client)}</span>
                      {client.username ? (
                        <span className="truncate text-muted-foreground">@{client.username}</span>
                      ) : null}
                    </Item>
                  ))}
                </Group>
              ) : null}
              <Group heading={t("palette.actions")}>
                <Item
                  value={`action ${t("palette.theme")}`}
                  onSelect={() => run(() => setTheme(isDark ? "light" : "dark"))}
                >
                  {isDark ? <Sun aria-hidden="true" /> : <Moon aria-hidden="true" />}
                  {isDark ? t("palette.lightTheme") : t("palette.darkTheme")}
                </Item>
                <Item
                  value={`action ${t("palette.language")} language язык`}
                  onSelect={() =>
                    run(() => {
                      void chooseLanguage(locale === "ru" ? "en" : "ru").then(router.refresh);
                    })
                  }
                >
                  <Languages aria-hidden="true" />
                  {t("palette.language")}
                </Item>
                <Item value={`action ${t("palette.shortcuts")}`} onSelect={() => run(onShortcuts)}>
                  <Keyboard aria-hidden="true" />
                  {t("palette.shortcuts")}
                </Item>
              </Group>
            </Command.List>
          </Command>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

function Group({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Command.Group
      heading={heading}
      className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:py-1.5 [&_[cmdk-group-heading]]:text-meta [&_[cmdk-group-heading]]:text-muted-foreground"
    >
      {children}
    </Command.Group>
  );
}

function Item(props: { value: string; onSelect: () => void; children: ReactNode }) {
  return (
    <Command.Item
      {...props}
      className="flex h-9 cursor-default items-center gap-2.5 rounded-control px-2 data-[selected=true]:bg-accent data-[selected=true]:text-accent-foreground pointer-coarse:h-11 [&_svg]:size-4 [&_svg]:text-muted-foreground"
    />
  );
}

/** Clients that fit the search, asked of the server a moment after the last letter. */
function useFoundClients(search: string): Client[] {
  const text = useSettled(search.trim(), 200);
  const query = new URLSearchParams({ search: text, limit: "8" });
  const { data } = useQuery<Page<Client>>({
    queryKey: ["client-search", `/api/clients/?${query}`],
    enabled: text.length > 1,
    placeholderData: keepPreviousData,
  });
  return text.length > 1 ? (data?.results ?? []) : [];
}

"use client";

import { SearchX } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { NameOptions } from "@/components/ui/field";
import { Input, NativeSelect } from "@/components/ui/input";
import { EmptyState } from "@/components/ui/states/empty-state";
import type { Department } from "@/lib/departments/schemas";
import type { PeopleRights } from "@/lib/operators/people-rights";
import type { Operator } from "@/lib/operators/schemas";
import { roles } from "@/lib/operators/terms";
import { matchesPerson, type TeamFilter } from "./matches-person";
import { PersonActions, type PersonAsk } from "./person-actions";
import { PersonDialogs } from "./person-dialogs";
import { PersonRow } from "./person-row";

const everyone: TeamFilter = { search: "", role: "", department: "" };

/** The team with its filters: a table, on a phone cards; deactivated people folded away below. */
export function TeamView({
  people,
  departments,
  places,
  loads,
  rights,
  selfId,
}: {
  people: Operator[];
  departments: Department[];
  /** Departments in which the reader may place people. */
  places: Department[];
  loads: Record<number, number>;
  rights: PeopleRights;
  selfId: number;
}) {
  const t = useTranslations("operators");
  const [filter, setFilter] = useState(everyone);
  const [asked, setAsked] = useState<PersonAsk>();
  const shown = people.filter((person) => matchesPerson(person, filter));
  const active = shown.filter((person) => person.is_active);
  const inactive = shown.filter((person) => !person.is_active);

  const row = (person: Operator) => {
    const department = departments.find(({ id }) => id === person.department_id);
    return (
      <PersonRow
        key={person.id}
        person={person}
        department={department?.name}
        open={loads[person.id] ?? 0}
        capacity={person.capacity ?? department?.default_capacity ?? null}
        isSelf={person.id === selfId}
      >
        {rights.changeable.includes(person.id) ? (
          <PersonActions person={person} isSelf={person.id === selfId} onAsk={setAsked} />
        ) : null}
      </PersonRow>
    );
  };

  return (
    <>
      <Filters filter={filter} departments={departments} onChange={setFilter} />
      {shown.length === 0 ? (
        <EmptyState
          icon={SearchX}
          title={t("nobody")}
          action={
            <Button variant="outline" onClick={() => setFilter(everyone)}>
              {t("clearFilters")}
            </Button>
          }
        >
          {t("nobodyHint")}
        </EmptyState>
      ) : null}
      {active.length > 0 ? <PeopleTable>{active.map(row)}</PeopleTable> : null}
      {inactive.length > 0 ? (
        <details className="border-b">
          <summary className="cursor-pointer px-4 py-3 font-medium text-secondary hover:bg-muted">
            {t("inactiveList", { count: inactive.length })}
          </summary>
          <PeopleTable>{inactive.map(row)}</PeopleTable>
        </details>
      ) : null}
      <PersonDialogs
        asked={asked}
        onClose={() => setAsked(undefined)}
        places={places}
        roles={rights.roles}
        selfId={selfId}
      />
    </>
  );
}

function Filters({
  filter,
  departments,
  onChange,
}: {
  filter: TeamFilter;
  departments: Department[];
  onChange: (filter: TeamFilter) => void;
}) {
  const t = useTranslations();
  return (
    <div className="grid grid-cols-2 gap-2 border-b px-4 py-2 sm:flex">
      <Input
        type="search"
        className="col-span-2 sm:max-w-64"
        placeholder={t("operators.search")}
        aria-label={t("operators.search")}
        value={filter.search}
        onChange={(event) => onChange({ ...filter, search: event.target.value })}
      />
      <NativeSelect
        className="sm:w-44"
        aria-label={t("operators.filterRole")}
        value={filter.role}
        onChange={(event) => onChange({ ...filter, role: event.target.value })}
      >
        <option value="">{t("operators.anyRole")}</option>
        {roles.map((role) => (
          <option key={role} value={role}>
            {t(`role.${role}`)}
          </option>
        ))}
      </NativeSelect>
      <NativeSelect
        className="sm:w-44"
        aria-label={t("operators.filterDepartment")}
        value={filter.department}
        onChange={(event) => onChange({ ...filter, department: event.target.value })}
      >
        <option value="">{t("operators.anyDepartment")}</option>
        <NameOptions of={departments} />
      </NativeSelect>
    </div>
  );
}

function PeopleTable({ children }: { children: ReactNode }) {
  const t = useTranslations("operators");
  return (
    <table className="w-full border-collapse bg-surface text-secondary">
      <thead className="sr-only text-left text-meta text-muted-foreground md:not-sr-only">
        <tr className="h-9 border-b [&>th]:px-4 [&>th]:font-medium">
          <th scope="col">{t("name")}</th>
          <th scope="col">{t("role")}</th>
          <th scope="col">{t("department")}</th>
          <th scope="col">{t("state")}</th>
          <th scope="col">{t("load")}</th>
          <th scope="col">{t("lastSeen")}</th>
          <th scope="col">
            <span className="sr-only">{t("edit")}</span>
          </th>
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}

import type { channels } from "@/lib/realtime/events";
import type { Caller, Thing, World } from "./route-world";

/** "ok": let through (2xx, 3xx, or what `passes` names); a number: refused with this status. */
export type Outcome = "ok" | number;
export type Allowed = {
  other: Outcome;
  /** Of the thing's own department, where one sees only one's own clients; as `other` when absent. */
  colleague?: Outcome;
  otherManager: Outcome;
  operator: Outcome;
  manager: Outcome;
  admin: Outcome;
};
/** The status that each caller gets; whoever is not signed in is refused everywhere. */
export function outcomeOf(rule: Allowed, who: Caller): Outcome {
  if (who === "colleague") return rule.colleague ?? rule.other;
  return who in rule ? (rule[who as keyof Allowed] as Outcome) : 401;
}

export type Parts = { query?: string; body?: unknown; form?: Record<string, string> };

/** One method of one route: who passes, and how to ask it properly. */
export type RouteRule = Allowed & {
  /** What is asked for: a fresh one of the home department; its id is the path's {id}. */
  thing?: Thing;
  ask?: (id: number, world: World) => Parts;
  /** Statuses beyond 2xx and 3xx that mean "past the guard": a service that is not there, a state. */
  passes?: number[];
  /** Others are let through, but learn nothing: a foreign thing is passed over as a missing one is. */
  isBlind?: true;
};

const team = {
  other: "ok",
  otherManager: "ok",
  operator: "ok",
  manager: "ok",
  admin: "ok",
} as const;
const admins = { other: 403, otherManager: 403, operator: 403, manager: 403, admin: "ok" } as const;
const managers = { ...admins, otherManager: "ok", manager: "ok" } as const;
/** A thing of a department: to others it is as missing. */
const scoped = { ...team, other: 404, otherManager: 404 } as const;
/** The same, for whoever may do it at all. */
const headed = { ...admins, otherManager: 404, manager: "ok" } as const;
/** Visible to the team, but another manager's department to change. */
const placed = { ...admins, manager: "ok" } as const;
/** The home operator's own. */
const own = { other: 404, otherManager: 404, operator: "ok", manager: 404, admin: 404 } as const;

const body =
  (value: unknown): NonNullable<RouteRule["ask"]> =>
  () => ({ body: value });
const query =
  (text: string): NonNullable<RouteRule["ask"]> =>
  () => ({ query: text });

const csv = "first_name,phone\nАнна,+79160000001\n";

/** Every route of `app/api`. A route without an entry fails the test. */
export const routes: Record<string, RouteRule> = {
  "POST /api/attachments/": {
    ...team,
    ask: body({ name: "a.pdf", mime_type: "application/pdf", size: 3 }),
  },
  "POST /api/attachments/{id}/complete/": { ...own, thing: "upload", passes: [409, 422, 503] },
  "POST /api/attachments/{id}/retry/": { ...scoped, thing: "failedFile" },
  "DELETE /api/attachments/{id}/": { ...own, thing: "upload", passes: [503] },
  "GET /api/attachments/{id}/": { ...scoped, thing: "attachment" },

  "GET /api/cases/{id}/": { ...scoped, thing: "case" },

  "GET /api/clients/": team,
  "POST /api/clients/": { ...team, ask: () => ({ body: { first_name: "Новый" } }) },
  "GET /api/clients/counts/": team,
  "GET /api/clients/export/": managers,
  "POST /api/clients/import/": { ...managers, ask: body({ csv }) },
  "POST /api/clients/bulk/": {
    ...team,
    isBlind: true,
    thing: "client",
    ask: (id) => ({ body: { ids: [id], change: { status: "active" } } }),
  },
  "POST /api/clients/merge/": {
    ...headed,
    thing: "client",
    ask: (id) => ({ body: { keep_id: id, merge_id: id + 1 } }),
    passes: [404, 422],
  },
  "GET /api/clients/{id}/activity/": { ...scoped, thing: "client" },
  "GET /api/clients/{id}/cases/": { ...scoped, thing: "client" },
  "GET /api/clients/{id}/files/": { ...scoped, thing: "client" },
  "GET /api/clients/{id}/": { ...scoped, thing: "client" },
  "PATCH /api/clients/{id}/": { ...scoped, thing: "client", ask: body({ status: "active" }) },
  "DELETE /api/clients/{id}/": { ...headed, thing: "client", ask: query("confirm=Анна Смирнова") },
  "POST /api/clients/{id}/move/": { ...scoped, thing: "client", ask: body({ status: "active" }) },
  "PUT /api/clients/{id}/tags/": { ...scoped, thing: "client", ask: body({ tag_ids: [] }) },

  "GET /api/conversations/": team,
  "GET /api/conversations/changes/": { ...team, ask: query("after=0") },
  "GET /api/conversations/counts/": team,
  "GET /api/conversations/{id}/": { ...scoped, thing: "conversation" },
  "POST /api/conversations/{id}/assign/": {
    ...scoped,
    thing: "conversation",
    ask: (_, { people }) => ({ body: { operator_id: people.operator } }),
  },
  "POST /api/conversations/{id}/done/": { ...scoped, thing: "conversation" },
  "GET /api/conversations/{id}/draft/": { ...scoped, thing: "conversation" },
  "PUT /api/conversations/{id}/draft/": {
    ...scoped,
    thing: "conversation",
    ask: body({ content: "Черновик" }),
  },
  "POST /api/conversations/{id}/read/": { ...scoped, thing: "conversation" },
  "POST /api/conversations/{id}/reopen/": { ...scoped, thing: "conversation", passes: [409] },
  "POST /api/conversations/{id}/snooze/": {
    ...scoped,
    thing: "conversation",
    ask: () => ({ body: { until: new Date(Date.now() + 3_600_000).toISOString() } }),
  },
  "POST /api/conversations/{id}/take/": { ...scoped, thing: "conversation", passes: [409] },
  "POST /api/conversations/{id}/transfer/": {
    ...scoped,
    thing: "conversation",
    ask: (_, { people }) => ({ body: { operator_id: people.operator } }),
    passes: [422],
  },
  "POST /api/conversations/{id}/unassign/": { ...scoped, thing: "conversation" },

  "GET /api/departments/": team,
  "POST /api/departments/": { ...admins, ask: (_, w) => ({ body: { name: `Отдел ${w.next()}` } }) },
  "GET /api/departments/{id}/": { ...team, thing: "emptyDepartment" },
  "PATCH /api/departments/{id}/": {
    ...admins,
    thing: "emptyDepartment",
    ask: body({ description: "Новое" }),
  },
  "DELETE /api/departments/{id}/": { ...admins, thing: "emptyDepartment" },

  "GET /api/invites/": managers,
  "POST /api/invites/": {
    ...placed,
    ask: (_, { home }) => ({ body: { role: "operator", department_id: home } }),
  },
  "GET /api/invites/{id}/": { ...headed, thing: "invite" },
  "DELETE /api/invites/{id}/": { ...headed, thing: "invite" },

  "GET /api/logs/": team,
  "GET /api/logs/{id}/": { ...headed, operator: "ok", other: 404, thing: "log" },
  "GET /api/logs/export/": team,

  "GET /api/me/": team,

  "GET /api/media/": team,
  "POST /api/media/": {
    ...admins,
    ask: body({ name: "a.pdf", mime_type: "application/pdf", size: 3 }),
  },
  "GET /api/media/{id}/": { ...team, thing: "media" },
  "PATCH /api/media/{id}/": { ...admins, thing: "media", ask: body({ name: "b.pdf" }) },
  "DELETE /api/media/{id}/": { ...admins, thing: "media", passes: [503] },
  "POST /api/media/{id}/attach/": { ...team, thing: "media", passes: [503] },
  "POST /api/media/{id}/complete/": { ...admins, thing: "media", passes: [409, 422, 503] },
  "GET /api/media/{id}/file/": { ...team, thing: "media" },

  "GET /api/messages/": { ...scoped, thing: "client", ask: (id) => ({ query: `client_id=${id}` }) },
  "POST /api/messages/": {
    ...scoped,
    thing: "client",
    ask: (id) => ({ body: { client_id: id, content: "Здравствуйте" } }),
  },
  "GET /api/messages/{id}/": { ...scoped, thing: "message" },
  "PATCH /api/messages/{id}/": {
    ...scoped,
    manager: 403,
    thing: "message",
    ask: body({ content: "Иначе" }),
    passes: [409, 503],
  },
  "DELETE /api/messages/{id}/": { ...scoped, manager: 403, thing: "message", passes: [409, 503] },
  "POST /api/messages/{id}/confirm/": { ...scoped, thing: "message", passes: [409] },
  "POST /api/messages/{id}/take-back-phone/": { ...scoped, thing: "contact", passes: [409] },
  "POST /api/messages/{id}/retry/": { ...scoped, thing: "message" },
  "GET /api/messages/{id}/versions/": { ...scoped, thing: "message" },

  "GET /api/operators/": team,
  "POST /api/operators/": {
    ...admins,
    ask: (_, { home, next }) => ({
      body: { name: "Новый", telegram_id: 60_000 + next(), role: "operator", department_id: home },
    }),
  },
  "GET /api/operators/{id}/": { ...team, thing: "person" },
  "PATCH /api/operators/{id}/": { ...placed, thing: "person", ask: body({ capacity: 4 }) },
  "DELETE /api/operators/{id}/": { ...placed, thing: "person" },
  "POST /api/operators/{id}/duty/": {
    ...placed,
    thing: "person",
    ask: body({ is_on_duty: false }),
  },

  "GET /api/quick-replies/": team,
  "POST /api/quick-replies/": {
    ...placed,
    ask: (_, { home, next }) => ({
      body: { shortcut: `new${next()}`, title: "Новый", content: "Текст", department_id: home },
    }),
  },
  "GET /api/quick-replies/{id}/": { ...scoped, colleague: "ok", thing: "quickReply" },
  "PATCH /api/quick-replies/{id}/": {
    ...headed,
    thing: "quickReply",
    ask: body({ title: "Иначе" }),
  },
  "DELETE /api/quick-replies/{id}/": { ...headed, thing: "quickReply" },

  "GET /api/realtime/channels/": team,
  "POST /api/realtime/user-auth/": { ...team, ask: () => ({ form: { socket_id: "1.1" } }) },

  "GET /api/reports/": team,
  "POST /api/reports/": { ...team, ask: body({ from_day: "2026-01-01", to_day: "2026-01-02" }) },
  "GET /api/reports/{id}/": { ...own, admin: "ok", thing: "report" },
  "DELETE /api/reports/{id}/": { ...own, admin: "ok", thing: "report", passes: [409] },
  "GET /api/reports/{id}/csv/": { ...own, admin: "ok", thing: "report", passes: [409] },
  "POST /api/reports/{id}/retry/": { ...own, admin: "ok", thing: "report", passes: [409] },

  "GET /api/sessions/": team,
  "DELETE /api/sessions/": team,
  "GET /api/sessions/{id}/": { ...own, thing: "session" },
  "DELETE /api/sessions/{id}/": { ...own, thing: "session" },

  "GET /api/settings/": admins,
  "PATCH /api/settings/": { ...admins, ask: body({ off_duty_release_minutes: 10 }) },

  "GET /api/statistics/": team,

  "GET /api/tags/": team,
  "POST /api/tags/": { ...managers, ask: (_, w) => ({ body: { name: `Новый ${w.next()}` } }) },
  "GET /api/tags/{id}/": { ...team, thing: "tag" },
  "PATCH /api/tags/{id}/": { ...managers, thing: "tag", ask: body({ color: "blue" }) },
  "DELETE /api/tags/{id}/": { ...managers, thing: "tag" },

  "GET /api/telegram/connection/": { ...admins, passes: [503] },
  "POST /api/telegram/repair/": { ...admins, passes: [409, 503] },
  "GET /api/telegram/failed-updates/": admins,
  "POST /api/telegram/failed-updates/{id}/replay/": { ...admins, passes: [404] },

  "GET /api/tokens/": team,
  "POST /api/tokens/": { ...team, ask: body({ name: "Скрипт" }) },
  "GET /api/tokens/{id}/": { ...own, admin: "ok", thing: "token" },
  "DELETE /api/tokens/{id}/": { ...own, admin: "ok", thing: "token" },

  "GET /api/webhooks/": admins,
  "POST /api/webhooks/": {
    ...admins,
    ask: body({ url: "https://example.com/hook", events: ["message.created"] }),
  },
  "GET /api/webhooks/{id}/": { ...admins, thing: "webhook" },
  "PATCH /api/webhooks/{id}/": { ...admins, thing: "webhook", ask: body({ is_active: false }) },
  "DELETE /api/webhooks/{id}/": { ...admins, thing: "webhook" },
  "POST /api/webhooks/{id}/ping/": { ...admins, thing: "webhook" },
  "POST /api/webhooks/{id}/rotate/": { ...admins, thing: "webhook" },
  "GET /api/webhooks/{id}/deliveries/": { ...admins, thing: "webhook" },
  "GET /api/webhook-deliveries/{id}/": { ...admins, thing: "webhookDelivery" },
  "POST /api/webhook-deliveries/{id}/replay/": { ...admins, thing: "webhookDelivery" },
};

/** Routes open to everybody or with a guard of their own, and why. */
export const openRoutes: Record<string, string> = {
  "DELETE /api/[[...path]]": "answers 404 for addresses that do not exist",
  "GET /api/[[...path]]": "the same",
  "PATCH /api/[[...path]]": "the same",
  "POST /api/[[...path]]": "the same",
  "PUT /api/[[...path]]": "the same",
  "GET /api/auth/[...nextauth]": "NextAuth's own",
  "POST /api/auth/[...nextauth]": "NextAuth's own: an attempt approved in the bot",
  "GET /api/health/": "liveness without facts",
  "GET /api/ready/": "states of dependencies, no data",
  "GET /api/cron/": "a token of its own, closed without one",
  "GET /api/metrics/": "a token of its own, else callers from nearby only",
  "GET /api/schema/": "the API's description",
  "GET /api/schema/swagger/": "a static page",
  "GET /api/schema/swagger/{file}/": "static files",
  "POST /api/telegram/webhook/": "Telegram's secret header",
  "POST /api/realtime/auth/": "by channel, in `channelRules`",
};

/** Every kind of push channel, with one of the home department or person. */
export const channelRules: Record<
  keyof typeof channels,
  Allowed & { name: (all: typeof channels, world: World, conversationId: number) => string }
> = {
  everything: { ...admins, name: (all) => all.everything },
  department: {
    ...admins,
    // One's own clients only: the department's channel tells of colleagues' ones too.
    operator: 403,
    manager: "ok",
    admin: 403,
    name: (all, { home }) => all.department(home),
  },
  noDepartment: { ...admins, admin: 403, name: (all) => all.noDepartment },
  operator: {
    ...admins,
    operator: "ok",
    admin: 403,
    name: (all, { people }) => all.operator(people.operator),
  },
  team: { ...team, name: (all) => all.team },
  conversation: {
    ...team,
    other: 403,
    otherManager: 403,
    name: (all, { home, people }, conversationId) =>
      all.conversation({
        conversationId,
        departmentId: home,
        assignedOperatorId: people.operator,
      }),
  },
};

export type ActionRule = Allowed & { input: (world: World) => unknown[] };

/** Server actions by file and name: who may, or why everybody may. */
export const actionRules: Record<string, ActionRule | string> = {
  "app/(crm)/operators/actions.ts inviteOperator": {
    ...placed,
    input: ({ home }) => [{ role: "operator", department_id: home }],
  },
  "app/(crm)/actions.ts chooseLanguage": "open: writes only this browser's own cookie",
  "app/(crm)/actions.ts leave": "open: ends only the session that asks",
  "app/(auth)/login/actions.ts beginSignIn": "open: how one signs in",
  "app/(auth)/login/actions.ts checkSignIn": "open: by this browser's secret cookie",
  "app/(auth)/login/actions.ts finishSignIn": "open: by this browser's secret cookie",
};

import type { Parts } from "./route-table";
import type { Thing, World } from "./route-world";

/** A parameter that takes an id, and how a thing of another department or person is put into it. */
export type ForeignParameter = {
  route: string;
  /** By its name in the document: `operator_id`, `change.assigned_operator_id`, `items[].id`. */
  parameter: string;
  who: "other" | "otherManager" | "colleague";
  thing: Thing;
  ask: (foreign: number, mine: number) => Parts;
  /** What of the caller's own the rest is about; the path's {id}. A client when absent. */
  mine?: keyof World["mine"];
  /** Which fields of the answer are compared; all when absent. The rest grows from call to call. */
  compare?: string[];
  /**
   * A status to expect: a success where the whole team may see the thing itself, and may be told of
   * it; a refusal that is the same for a missing one, and writes nothing.
   */
  answers?: number;
};

const figures = ["open", "waiting", "unassigned", "messages_in", "messages_out", "series", "load"];
const query = (name: string) => (id: number) => ({ query: `${name}=${id}` });

/** The lists of clients take one filter. */
const clientFilters = (
  [
    ["GET /api/clients/", "other"],
    ["GET /api/clients/counts/", "other"],
    ["GET /api/clients/export/", "otherManager"],
  ] as const
).flatMap(([route, who]): ForeignParameter[] => [
  { route, parameter: "ids", who, thing: "client", ask: query("ids") },
  { route, parameter: "department_id", who, thing: "department", ask: query("department_id") },
  {
    route,
    parameter: "assigned_operator_id",
    who,
    thing: "person",
    ask: query("assigned_operator_id"),
  },
]);

/** So do the lists of conversations. */
const conversationFilters = [
  "GET /api/conversations/?view=open&",
  "GET /api/conversations/counts/?",
].flatMap((address): ForeignParameter[] => {
  const [route = "", more] = address.split("?");
  const filter = (name: string) => query(`${more}${name}`);
  return [
    {
      route,
      parameter: "department_id",
      who: "other",
      thing: "department",
      ask: filter("department_id"),
    },
    { route, parameter: "operator_id", who: "other", thing: "person", ask: filter("operator_id") },
  ];
});

const assigned: ForeignParameter = {
  route: "GET /api/conversations/",
  parameter: "assigned_operator_id",
  who: "other",
  thing: "person",
  ask: query("view=open&assigned_operator_id"),
};

const logFilters = ["GET /api/logs/", "GET /api/logs/export/"].flatMap(
  (route): ForeignParameter[] => [
    { route, parameter: "client_id", who: "other", thing: "client", ask: query("client_id") },
    {
      route,
      parameter: "operator_id",
      who: "otherManager",
      thing: "person",
      ask: query("operator_id"),
    },
  ],
);

/**
 * Every parameter of `idParameters` in a body or query, and `known`. The test takes their list from
 * the OpenAPI document; routes for admins only, who see everything, need no entry.
 */
export const foreignParameters: ForeignParameter[] = [
  ...clientFilters,
  ...conversationFilters,
  assigned,
  ...logFilters,
  {
    route: "POST /api/clients/",
    parameter: "assigned_operator_id",
    who: "otherManager",
    thing: "person",
    ask: (id) => ({ body: { first_name: "Новый", assigned_operator_id: id } }),
    answers: 422,
  },
  {
    route: "POST /api/clients/",
    parameter: "department_id",
    who: "other",
    thing: "department",
    ask: (id) => ({ body: { first_name: "Новый", department_id: id } }),
    answers: 403,
  },
  {
    route: "PATCH /api/clients/{id}/",
    parameter: "assigned_operator_id",
    who: "other",
    thing: "person",
    ask: (id) => ({ body: { assigned_operator_id: id } }),
    answers: 422,
  },
  {
    route: "PATCH /api/clients/{id}/",
    parameter: "department_id",
    who: "other",
    thing: "department",
    ask: (id) => ({ body: { department_id: id } }),
  },
  {
    route: "POST /api/clients/bulk/",
    parameter: "ids",
    who: "colleague",
    thing: "client",
    ask: (id) => ({ body: { ids: [id], change: { status: "active" } } }),
  },
  {
    route: "POST /api/clients/bulk/",
    parameter: "items[].id",
    who: "other",
    thing: "client",
    ask: (id) => ({ body: { items: [{ id, status: "active", assigned_operator_id: null }] } }),
  },
  {
    route: "POST /api/clients/bulk/",
    parameter: "items[].assigned_operator_id",
    who: "other",
    thing: "person",
    ask: (id, mine) => ({ body: { items: [{ id: mine, assigned_operator_id: id }] } }),
    answers: 422,
  },
  {
    route: "POST /api/clients/bulk/",
    parameter: "change.assigned_operator_id",
    who: "otherManager",
    thing: "person",
    ask: (id, mine) => ({ body: { ids: [mine], change: { assigned_operator_id: id } } }),
    answers: 422,
  },
  {
    route: "POST /api/clients/bulk/",
    parameter: "filter.department_id",
    who: "other",
    thing: "department",
    ask: (id) => ({ body: { filter: { department_id: id }, change: { status: "active" } } }),
  },
  {
    route: "POST /api/clients/bulk/",
    parameter: "filter.assigned_operator_id",
    who: "otherManager",
    thing: "person",
    ask: (id) => ({ body: { filter: { assigned_operator_id: id }, change: { status: "active" } } }),
  },
  {
    route: "POST /api/clients/merge/",
    parameter: "keep_id",
    who: "otherManager",
    thing: "client",
    ask: (id, mine) => ({ body: { keep_id: id, merge_id: mine } }),
  },
  {
    route: "POST /api/clients/merge/",
    parameter: "merge_id",
    who: "otherManager",
    thing: "client",
    ask: (id, mine) => ({ body: { keep_id: mine, merge_id: id } }),
  },
  {
    route: "POST /api/clients/{id}/move/",
    parameter: "before_id",
    who: "other",
    thing: "client",
    ask: (id) => ({ body: { status: "lead", before_id: id } }),
  },
  {
    route: "POST /api/clients/{id}/move/",
    parameter: "after_id",
    who: "colleague",
    thing: "client",
    ask: (id) => ({ body: { status: "lead", after_id: id } }),
  },
  {
    route: "POST /api/conversations/{id}/assign/",
    parameter: "operator_id",
    who: "other",
    thing: "person",
    mine: "conversation",
    ask: (id) => ({ body: { operator_id: id } }),
    answers: 422,
  },
  {
    route: "POST /api/conversations/{id}/transfer/",
    parameter: "operator_id",
    who: "other",
    thing: "person",
    mine: "conversation",
    ask: (id) => ({ body: { operator_id: id } }),
    answers: 422,
  },
  {
    route: "POST /api/conversations/{id}/transfer/",
    parameter: "department_id",
    who: "other",
    thing: "department",
    mine: "conversation",
    // To hand a client over to another department is what it is for.
    ask: (id) => ({ body: { department_id: id } }),
    answers: 200,
  },
  {
    route: "GET /api/conversations/changes/",
    parameter: "known",
    who: "other",
    thing: "conversation",
    ask: (id) => ({ query: `after=0&known=${id}` }),
    compare: ["gone", "is_reset"],
  },
  {
    route: "POST /api/invites/",
    parameter: "department_id",
    who: "otherManager",
    thing: "department",
    ask: (id) => ({ body: { role: "operator", department_id: id } }),
  },
  {
    route: "GET /api/messages/",
    parameter: "client_id",
    who: "colleague",
    thing: "client",
    ask: query("client_id"),
  },
  {
    route: "POST /api/messages/",
    parameter: "client_id",
    who: "colleague",
    thing: "client",
    ask: (id) => ({ body: { client_id: id, content: "x" } }),
  },
  {
    route: "POST /api/messages/",
    parameter: "attachment_ids",
    who: "colleague",
    thing: "upload",
    ask: (id, mine) => ({ body: { client_id: mine, attachment_ids: [id] } }),
  },
  {
    route: "POST /api/messages/",
    parameter: "reply_to_message_id",
    who: "other",
    thing: "message",
    ask: (id, mine) => ({ body: { client_id: mine, content: "x", reply_to_message_id: id } }),
  },
  {
    route: "POST /api/messages/",
    parameter: "mentioned_operator_ids",
    who: "other",
    thing: "person",
    ask: (id, mine) => ({
      body: { client_id: mine, content: "x", is_internal: true, mentioned_operator_ids: [id] },
    }),
    compare: ["content", "is_internal", "delivery_status"],
  },
  {
    route: "GET /api/operators/",
    parameter: "department_id",
    who: "other",
    thing: "department",
    ask: query("department_id"),
    answers: 200,
  },
  {
    route: "PATCH /api/operators/{id}/",
    parameter: "department_id",
    who: "otherManager",
    thing: "department",
    mine: "person",
    ask: (id) => ({ body: { department_id: id } }),
  },
  {
    route: "POST /api/quick-replies/",
    parameter: "department_id",
    who: "otherManager",
    thing: "department",
    ask: (id) => ({ body: { shortcut: "x", title: "x", content: "x", department_id: id } }),
  },
  {
    route: "PATCH /api/quick-replies/{id}/",
    parameter: "department_id",
    who: "otherManager",
    thing: "department",
    mine: "quickReply",
    ask: (id) => ({ body: { department_id: id } }),
  },
  {
    route: "POST /api/reports/",
    parameter: "department_id",
    who: "otherManager",
    thing: "department",
    ask: (id) => ({
      body: { from_day: "2026-01-01", to_day: "2026-01-02", department_id: id },
    }),
  },
  {
    route: "GET /api/statistics/",
    parameter: "department_id",
    who: "otherManager",
    thing: "department",
    ask: query("department_id"),
    compare: figures,
  },
  {
    route: "GET /api/tokens/",
    parameter: "operator_id",
    who: "other",
    thing: "person",
    ask: query("operator_id"),
  },
  {
    route: "POST /api/tokens/",
    parameter: "operator_id",
    who: "otherManager",
    thing: "person",
    ask: (id) => ({ body: { name: "x", operator_id: id } }),
  },
];

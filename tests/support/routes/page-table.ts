import type { Allowed } from "./route-table";
import type { Thing } from "./route-world";

/** Who sees a page; whoever is not signed in is led to /login, to others it is as missing: 404. */
export type PageRule = Allowed & {
  /** What its address names: a fresh one of the home department. */
  thing?: Thing;
  /** A parameter of the query that names one; the page then shows nothing of it. */
  query?: string;
};

const team = {
  other: "ok",
  otherManager: "ok",
  operator: "ok",
  manager: "ok",
  admin: "ok",
} as const;
const managers = { ...team, other: 404, operator: 404 } as const;
const admins = { ...managers, otherManager: 404, manager: 404 } as const;

/** Every page of the build that shows something of the desk. A page without an entry fails the test. */
export const pages: Record<string, PageRule> = {
  "/chat": team,
  "/chat/[clientId]": { ...team, other: 404, otherManager: 404, thing: "client" },
  "/clients": team,
  "/dashboard": team,
  "/kanban": { ...team, thing: "client", query: "client" },
  "/logs": team,
  "/media": team,
  "/operators": team,
  "/reports": team,
  "/reports/[id]": {
    ...admins,
    operator: "ok",
    thing: "report",
  },
  "/settings": team,
  "/settings/departments": admins,
  "/settings/general": admins,
  "/settings/quick-replies": managers,
  "/settings/sessions": team,
  "/settings/tags": managers,
  "/settings/telegram": admins,
  "/settings/tokens": team,
  "/settings/webhooks": admins,
};

/** Pages for everybody, and why. */
export const openPages: Record<string, string> = {
  "/": "leads to /chat",
  "/login": "how one signs in",
  "/_not-found": "says that there is nothing",
  "/_global-error": "says that something broke",
};

/** Routes beside the API, and why they are open. */
export const openFiles: Record<string, string> = {
  "/icon.svg": "a picture",
  "/manifest.webmanifest": "the name and colours for a phone's home screen",
};

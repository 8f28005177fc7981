import { z } from "zod";
import type { ZodOpenApiObject } from "zod-openapi";

/** The groups of the document, in the order in which one meets them. */
const tagDescriptions = {
  Clients: "The people who write to the bot, and what the team knows of them.",
  Conversations: "Each client's endless chat: who has it, who waits, what is done.",
  Cases: 'The episodes of a chat, from the first message to "done".',
  Messages: "What was written by either side, and the team's notes.",
  Attachments: "Files of messages; bytes go to the storage and come from it, never through here.",
  "Quick replies": "Texts and files that are sent often.",
  Media: "The library of files that everybody may send.",
  Tags: "Words on clients.",
  Operators: "The people of the team: roles, departments, duty.",
  Invites: "Links by which a new person joins the team.",
  Departments: "Parts of the team, each with its clients, hours and rules.",
  Statistics: "The figures of the dashboard.",
  Reports: "Figures over a range of days, made by a job and kept.",
  Logs: "What the people of the team did.",
  Me: "Who asks.",
  Sessions: "Your own sign-ins in browsers.",
  Tokens: "Secrets by which programs ask.",
  Settings: "What admins change at run time.",
  Realtime: "What a program subscribes to, to get changes at once.",
  Telegram: "The bot's connection, and what it brought that could not be applied.",
  Webhooks: "Addresses of other systems that get events.",
  "Webhook deliveries": "Each event for each webhook, and what became of it.",
} as const;

const limited = "Of an API token only; browsers are not limited.";

const headers = {
  "X-Request-Id": {
    description: "The number under which this request stands in the server's log.",
    schema: { type: "string" as const, format: "uuid" },
  },
  RateLimit: {
    description: `What is left, in one (draft-ietf-httpapi-ratelimit-headers-07). ${limited}`,
    schema: { type: "string" as const },
    example: "limit=600, remaining=599, reset=42",
  },
  "RateLimit-Policy": {
    description: `Requests in a window of seconds. ${limited}`,
    schema: { type: "string" as const },
    example: "600;w=60",
  },
  "RateLimit-Limit": {
    description: `Requests in this window. ${limited}`,
    schema: { type: "integer" as const },
    example: 600,
  },
  "RateLimit-Remaining": {
    description: `Requests left in this window. ${limited}`,
    schema: { type: "integer" as const },
    example: 599,
  },
  "RateLimit-Reset": {
    description: `Seconds until the next window. ${limited}`,
    schema: { type: "integer" as const },
    example: 42,
  },
  "Retry-After": {
    description: "Seconds after which another try makes sense.",
    schema: { type: "integer" as const },
    example: 5,
  },
};

/** References to the headers that a response of this status may carry. */
export function headersOf(status: number) {
  const names = Object.keys(headers).filter((name) => {
    if (name === "Retry-After") return [409, 429, 503].includes(status);
    // Nobody is counted before they are known.
    return status !== 401 || !name.startsWith("RateLimit");
  });
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
}

/** The body of every refusal. */
export const problemSchema = z
  .object({
    type: z.string().meta({
      description: "Always `about:blank`: the status says it all.",
      example: "about:blank",
    }),
    title: z.string().meta({ description: "The status in words.", example: "Invalid input" }),
    status: z.number().int().meta({ description: "The HTTP status.", example: 422 }),
    detail: z.string().meta({
      description: "What went wrong and what to do, in words for a person.",
      example: "Some values are not valid.",
    }),
    request_id: z.string().meta({ description: "Name it when you report the problem." }),
    errors: z
      .array(
        z.object({
          field: z
            .string()
            .meta({ description: "Its name; parts of a path by dots.", example: "email" }),
          message: z.string().meta({
            description: "What is wrong with it, in words for a person.",
            example: "Invalid email address",
          }),
        }),
      )
      .optional()
      .meta({ description: "The fields to blame, for bad input." }),
  })
  .meta({ id: "Problem", description: "RFC 9457 problem details." });

/** The document without its paths. */
export const frame: ZodOpenApiObject = {
  openapi: "3.1.1",
  info: {
    title: "Telegram CRM",
    version: "1.0.0",
    description:
      "Every address answers with and without a trailing slash. Lists are paged by key: pass " +
      "`next_cursor` back as `cursor`. Times are RFC 3339 in UTC. A POST with an `Idempotency-Key` " +
      "gives the same answer for 24 hours. What you may not see answers 404.",
  },
  tags: Object.entries(tagDescriptions).map(([name, description]) => ({ name, description })),
  servers: [{ url: "/" }],
  security: [{ bearer: [] }, { cookie: [] }],
  components: {
    headers,
    securitySchemes: {
      bearer: { type: "http", scheme: "bearer", description: "An API token of your settings." },
      cookie: {
        type: "apiKey",
        in: "cookie",
        name: "authjs.session-token",
        description: "The browser's sign-in; on https its name begins with `__Secure-`.",
      },
    },
  },
};

/** What an error status means. */
export const reasons: Record<number, string> = {
  400: "The body is not JSON.",
  401: "No credentials, or ones that no longer hold.",
  403: "You may see this but not do this.",
  404: "Missing, or not yours to see.",
  409: "It conflicts with the stored data.",
  413: "The body is larger than 1 MiB.",
  422: "Some values are not valid: `errors` names them.",
  429: "Too many requests: wait for `Retry-After` seconds.",
  503: "A service that this needs is away: wait for `Retry-After` seconds.",
};

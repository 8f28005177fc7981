import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPage, openSegment } from "@/tests/support/routes/open-page";
import { openFiles, openPages, type PageRule, pages } from "@/tests/support/routes/page-table";
import {
  type ActionRule,
  actionRules,
  openRoutes,
  outcomeOf,
  routes,
} from "@/tests/support/routes/route-table";
import { missingId, routeWorld, type World } from "@/tests/support/routes/route-world";
import { startBareWeb } from "../support/bare-web";
import { type BuiltAction, builtActions, builtPages, builtRoutes, isBuilt } from "../support/built";
import { testDatabase } from "../support/database";
import { writtenRows } from "../support/written";

// Every page, route and server action that the build has, in a server without proxy.ts: what is
// refused here is refused by the route itself. `npm test` builds before this.
const database = await testDatabase();
const { db, sql } = database;
let world: World;
let web: Awaited<ReturnType<typeof startBareWeb>>;

const refused = ["anonymous", "deactivatedBrowser", "endedSession", "revokedToken"] as const;
const signedIn = ["other", "otherManager", "colleague", "operator", "manager", "admin"] as const;
/** Who may see the things of the home department. */
const insiders = new Set<string>(["operator", "manager", "admin"]);
/** Texts of the desk that nobody outside may read, as `routeWorld` makes them. */
const secrets = ["Свой отдел", "Чужой отдел", "Смирнова", "79161234567", "anna@example.com"];

function expectNoSecrets(words: string) {
  expect(secrets.filter((secret) => words.includes(secret))).toEqual([]);
}

describe.skipIf(!isBuilt)("the build without proxy.ts", () => {
  beforeAll(async () => {
    world = await routeWorld(db, sql);
    web = await startBareWeb();
  }, 90_000);
  afterAll(async () => {
    await web?.stop();
    await database.close();
  });

  it("runs no proxy: its pages have no policy", async () => {
    const { headers } = await fetch(`${web.url}/login`);
    expect(headers.get("content-security-policy")).toBeNull();
  });

  it("has an entry for every page, and none for a page that is gone", () => {
    const known = [...Object.keys(pages), ...Object.keys(openPages)];
    expect(known.sort()).toEqual(
      builtPages()
        .map(({ path }) => path)
        .sort(),
    );
  });
  it("has an entry for every method of every route", async () => {
    const paths = builtRoutes().filter((path) => !openFiles[path]);
    const found = await Promise.all(paths.map(methodsOf));
    const known = [...Object.keys(routes), ...Object.keys(openRoutes)];
    expect(known.sort()).toEqual(found.flat().sort());
  });

  it("has an entry for every server action", () => {
    const known = builtActions().map(({ name }) => name);
    expect(Object.keys(actionRules).sort()).toEqual(known.sort());
  });

  describe.each(builtPages().filter(({ path }) => pages[path]))("$path", ({ path, segments }) => {
    const rule = pages[path] as PageRule;
    const placeOf = (id: number) => ({
      address: `${web.url}${path.replace(/\[\w+\]/, String(id))}${rule.query ? `?${rule.query}=${id}` : ""}`,
      segments: segments.map((one) => one.replace(/^\[(\w+)\]$/, `=$1=${id}`)),
    });
    // So deep that nothing but the page is rendered.
    const alone = segments.length + 1;
    const freshId = async () => (rule.thing ? world.things[rule.thing]() : missingId);

    it.each(refused)("leads %s to the sign-in page, whatever part is asked for", async (who) => {
      const place = placeOf(await freshId());
      const headers = await world.pageHeadersOf(who);
      const answers = [await openPage(place.address, headers)];
      for (let depth = 0; depth <= alone; depth++) {
        answers.push(await openSegment(place.address, place.segments, depth, headers));
      }
      for (const { outcome, words } of answers) {
        expect(outcome, words.slice(0, 500)).toBe("login");
        expectNoSecrets(words);
      }
    });

    it.each(signedIn)("answers %s as the table says", async (who) => {
      const place = placeOf(await freshId());
      const headers = await world.pageHeadersOf(who);
      const whole = await openPage(place.address, headers);
      const part = await openSegment(place.address, place.segments, alone, headers);
      const expected = outcomeOf(rule, who);
      expect([whole.outcome, part.outcome], part.words.slice(0, 500)).toEqual([expected, expected]);
      // Not 200 with an error that the browser finds later: nothing may stream before it is known.
      if (expected === 404) expect(whole.status).toBe(404);
      // Else the desk's layout would have answered for the page.
      if (expected === "ok") expect(part.words).not.toContain("#content");
    });

    const strangers = signedIn.filter((who) =>
      rule.query ? !insiders.has(who) : outcomeOf(rule, who) === 404,
    );
    if (!rule.thing) return;
    it.each(strangers)("shows %s a foreign thing as a missing one", async (who) => {
      const headers = await world.pageHeadersOf(who);
      const shown = async (id: number) => {
        const place = placeOf(id);
        const { words } = await openSegment(place.address, place.segments, alone, headers);
        return sameEachTime(words.replaceAll(String(id), "ID"));
      };
      expect(await shown(await freshId())).toEqual(await shown(missingId));
    });
  });

  describe.each(Object.keys(routes))("%s", (key) => {
    it.each(refused)("is closed to %s", async (who) => {
      const [method = "", path = ""] = key.split(" ");
      const address = `${web.url}${path.replace("{id}", "1")}`;
      const body = method === "GET" ? {} : { body: "{}" };
      const headers = await world.headersOf(who);
      const { status } = await fetch(address, { method, headers, ...body });
      expect(status).toBe(401);
    });
  });

  describe.each(builtActions().filter(({ name }) => isGuarded(name)))("$name", (action) => {
    const rule = actionRules[action.name] as ActionRule;

    it.each(refused)("leads %s to the sign-in page", async (who) => {
      const headers = await world.pageHeadersOf(who);
      const before = await writtenRows(sql);
      const { location, words } = await press(action, rule.input(world), headers);
      expect(location, words).toMatch(/^\/login\b/);
      expectNoSecrets(words);
      expect(await writtenRows(sql)).toBe(before);
    });

    it.each(signedIn)("answers %s as the table says", async (who) => {
      const headers = await world.pageHeadersOf(who);
      const { words } = await press(action, rule.input(world), headers);
      const expected = outcomeOf(rule, who);
      expect(words).toContain(expected === "ok" ? '"ok":true' : codes[expected]);
    });
  });

  it.each(builtActions().filter(({ name }) => !isGuarded(name)))(
    "$name returns no data of the desk to whoever is not signed in",
    async (action) => {
      const [before] = await sql`select count(*)::int as n from sessions`;
      const { words } = await press(action, [], {});
      expectNoSecrets(words);
      const [after] = await sql`select count(*)::int as n from sessions`;
      expect(after).toEqual(before);
    },
  );
});

const isGuarded = (name: string) => typeof actionRules[name] === "object";
const codes: Record<number, string> = { 403: '"code":"forbidden"', 404: '"code":"not_found"' };

/** A page's rows without their order, which is that of their coming, and without the request's name. */
function sameEachTime(words: string): string[] {
  return words
    .replaceAll(/"[\w-]{21}[vm]"/g, "REQUEST")
    .split("\n")
    .sort();
}

/** Runs a server action as the button of its page would. */
async function press(action: BuiltAction, input: unknown[], headers: Record<string, string>) {
  const response = await fetch(`${web.url}${action.path}`, {
    method: "POST",
    redirect: "manual",
    headers: {
      ...headers,
      origin: web.url,
      accept: "text/x-component",
      "content-type": "text/plain;charset=UTF-8",
      "next-action": action.id,
    },
    body: JSON.stringify(input),
  });
  const location = response.headers.get("x-action-redirect") ?? "";
  return { status: response.status, location, words: await response.text() };
}

async function methodsOf(path: string): Promise<string[]> {
  const address = path
    .replace("{id}", "1")
    .replace("[...path]", "nothing/here")
    .replace("[...nextauth]", "x")
    .replace("{file}", "x");
  const response = await fetch(`${web.url}${address}`, { method: "OPTIONS" });
  const allowed = response.headers.get("allow")?.split(", ") ?? [];
  const name = path.includes("[...") ? path : `${path}/`;
  return allowed
    .filter((method) => !["HEAD", "OPTIONS"].includes(method))
    .map((method) => `${method} ${name}`);
}

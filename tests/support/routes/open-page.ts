import type { Outcome } from "./route-table";

/** What a page answered: to whom it opened, or "login" when it led there. */
export type PageAnswer = { outcome: Outcome | "login"; status: number; words: string };

/** Opens a page as a browser does that comes from elsewhere: all layouts and the page. */
export async function openPage(address: string, headers: Record<string, string>) {
  return read(await fetch(address, { headers, redirect: "manual" }));
}

/**
 * Opens a page as Next's own router does that has the first `depth` segments already: only what lies
 * below is rendered, so that no layout above answers for it. All of them: the page alone.
 */
export async function openSegment(
  address: string,
  segments: string[],
  depth: number,
  headers: Record<string, string>,
) {
  const ask = (url: string) =>
    fetch(url, {
      headers: {
        ...headers,
        rsc: "1",
        "next-router-state-tree": encodeURIComponent(JSON.stringify(treeOf(segments, depth))),
      },
      redirect: "manual",
    });
  const first = await ask(address);
  const location = first.headers.get("location") ?? "";
  // Next wants the headers' hash in the address too, and tells it.
  if (!location.includes("_rsc=")) return read(first);
  return read(await ask(new URL(location, address).href));
}

/** The router's state, in which the segment at `depth` is to be rendered again. */
function treeOf(segments: string[], depth: number): unknown[] {
  const [first, ...rest] = ["", ...segments, "__PAGE__"];
  const build = (segment: string, below: string[], at: number): unknown[] => [
    segment.startsWith("=") ? segmentOf(segment) : segment,
    below[0] === undefined ? {} : { children: build(below[0], below.slice(1), at + 1) },
    null,
    at === depth ? "refetch" : null,
  ];
  return build(first ?? "", rest, 0);
}

/** `=name=value` is a segment of the address that names a thing. */
function segmentOf(segment: string) {
  const [, name, value] = segment.split("=");
  return [name, value, "d", null];
}

async function read(response: Response): Promise<PageAnswer> {
  const words = await response.text();
  const { status } = response;
  return { outcome: outcomeOf(status, response.headers.get("location"), words), status, words };
}

/** A page that begins before it is refused cannot change its status: Next writes a digest then. */
function outcomeOf(status: number, location: string | null, words: string) {
  if (location !== null)
    return new URL(location, "http://desk").pathname === "/login" ? "login" : "ok";
  if (words.includes("NEXT_REDIRECT;replace;/login")) return "login";
  if (status === 404 || words.includes("NEXT_HTTP_ERROR_FALLBACK;404")) return 404;
  return status === 200 ? "ok" : status;
}

import { QueryClient } from "@tanstack/react-query";
import { expect, it } from "vitest";
import { putNews } from "./put-news";

type Row = { id: number; seq: number };
type Kept = { pages: { results: Row[]; next_cursor: string | null; mark?: string }[] };

const key = ["conversations.changed", "list"];
const row = (id: number, seq = 1): Row => ({ id, seq });

/** A list of two pages, known up to the mark "one". */
function kept() {
  const client = new QueryClient();
  client.setQueryData(key, {
    pages: [
      { results: [row(4), row(3)], next_cursor: "3", mark: "one" },
      { results: [row(2), row(1)], next_cursor: null },
    ],
    pageParams: ["", "3"],
  });
  const pages = () => client.getQueryData<Kept>(key)?.pages ?? [];
  return { client, pages, rows: () => pages().map(({ results }) => results) };
}

it("puts changed rows where they are listed, new ones on the first page, and takes out what is gone", async () => {
  const { client, pages, rows } = kept();
  await putNews(client, key, { fresh: [row(5), row(2, 9)], gone: [3] }, "two");
  expect(rows()).toEqual([
    [row(5), row(4)],
    [row(2, 9), row(1)],
  ]);
  expect(pages()[0]?.mark).toBe("two");
});

it("keeps the newer version of a row, and its mark when the news has none", async () => {
  const { client, pages, rows } = kept();
  await putNews(client, key, { fresh: [row(4, 7)], gone: [] });
  await putNews(client, key, { fresh: [row(4, 6)], gone: [] });
  expect(rows()[0]).toEqual([row(4, 7), row(3)]);
  expect(pages()[0]?.mark).toBe("one");
});

it("waits for a page on its way, which would bring back the list as it was", async () => {
  const { client, rows } = kept();
  let answer = (_: { results: Row[]; next_cursor: null; mark: string }) => {};
  const asked = client.fetchInfiniteQuery({
    queryKey: key,
    queryFn: () => new Promise<Kept["pages"][0]>((resolve) => (answer = resolve as typeof answer)),
    initialPageParam: "",
    getNextPageParam: () => null,
  });
  await Promise.resolve();
  const put = putNews(client, key, { fresh: [row(4, 8)], gone: [] }, "three");
  answer({ results: [row(4, 2)], next_cursor: null, mark: "two" });
  await Promise.all([asked, put]);
  expect(rows()[0]).toEqual([row(4, 8)]);
});

it("leaves alone a list that nobody has asked for", async () => {
  const client = new QueryClient();
  await putNews(client, key, { fresh: [row(1)], gone: [] }, "two");
  expect(client.getQueryData(key)).toBeUndefined();
});

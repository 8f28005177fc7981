import { gzipSync } from "node:zlib";
import { control, expect, newClient, test } from "../pages/journey";

const foreign = "https://evil.example";
const style = `</style><style>body{background:url(${foreign}/style.png)}`;

/** A drawing that restyles the page, asks a foreign host and repeats itself a million times. */
const hostile = {
  v: "5.5.2",
  fr: 60,
  ip: 0,
  op: 60,
  w: 512,
  h: 512,
  fonts: { list: [{ fName: "f", fFamily: style, fPath: `${foreign}/font.css`, origin: 3 }] },
  assets: [{ id: "i", u: `${foreign}/`, p: "picture.png", w: 10, h: 10, e: 0 }],
  layers: [
    { ty: 2, refId: "i", ip: 0, op: 60, st: 0, ks: {} },
    { ty: 4, ip: 0, op: 60, st: 0, ks: {}, shapes: [{ ty: "rp", c: { a: 0, k: 1e6 } }] },
  ],
};

test("a genuine animated sticker plays, a hostile one is its emoji alone", async ({ open }) => {
  const client = await newClient("Наклейкина");
  await control().sendMedia(client.id, "sticker", { sample: "sticker.tgs" });
  const data = new Uint8Array(gzipSync(JSON.stringify(hostile)));
  await control().sendMedia(client.id, "sticker", {
    data,
    file_name: "AnimatedSticker.tgs",
    mime_type: "application/x-tgsticker",
  });
  const page = await open("admin", "/chat");
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  const styles = () => page.locator("style").count();
  const before = await styles();
  await page
    .getByTestId(/^conversation-row/)
    .filter({ hasText: client.fullName })
    .click();
  const stickers = page.getByTestId("thread").getByRole("img", { name: /^Стикер/ });
  await expect(stickers).toHaveCount(2);
  await expect(stickers.first().locator("canvas")).toBeVisible();
  // The second was fetched, and nothing came of it.
  await expect.poll(() => asked.filter((url) => /attachments\/\d+/.test(url)).length).toBe(2);
  await expect(stickers.last().locator("canvas")).toHaveCount(0);
  expect(asked.filter((url) => url.startsWith(foreign))).toEqual([]);
  expect(await styles()).toBe(before);
});

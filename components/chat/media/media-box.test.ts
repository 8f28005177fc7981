import { expect, it } from "vitest";
import { mediaBox } from "./media-box";

it("keeps small pictures small and big ones within the height", () => {
  expect(mediaBox({ width: 100, height: 50 })).toEqual({ width: 100, aspectRatio: "100 / 50" });
  expect(mediaBox({ width: 1080, height: 1920 }).width).toBe(216);
  expect(mediaBox({ width: 512, height: 512 }, 160).width).toBe(160);
});

it("has a place for what nobody measured", () => {
  expect(mediaBox({ width: null, height: null })).toEqual({ width: 320, aspectRatio: "320 / 240" });
});

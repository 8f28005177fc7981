import { describe, expect, it } from "vitest";
import { missingServices } from "./embedded";

describe("missingServices", () => {
  it("replaces everything when nothing is named", () => {
    expect(missingServices({})).toEqual(["postgres", "s3", "pusher", "telegram"]);
  });

  it("takes an empty variable for one that is not set", () => {
    expect(missingServices({ DATABASE_URL: "" })).toContain("postgres");
  });

  it("leaves out each named service alone", () => {
    expect(missingServices({ DATABASE_URL: "postgres://h/d" })).not.toContain("postgres");
    expect(missingServices({ AWS_S3_ENDPOINT_URL: "http://minio:9000" })).not.toContain("s3");
    expect(missingServices({ PUSHER_CLUSTER: "eu" })).not.toContain("pusher");
    expect(missingServices({ PUSHER_HOST: "push.example" })).not.toContain("pusher");
  });

  it("takes a key without an endpoint for Amazon's own S3", () => {
    expect(missingServices({ AWS_ACCESS_KEY_ID: "AKIA" })).not.toContain("s3");
  });

  it("needs no simulator for a real bot, on whatever Bot API server", () => {
    const TELEGRAM_TOKEN = "1:a";
    const missing = ["postgres", "s3", "pusher"];
    expect(missingServices({ TELEGRAM_TOKEN })).toEqual(missing);
    expect(missingServices({ TELEGRAM_TOKEN, TELEGRAM_API_ROOT: "http://h" })).toEqual(missing);
  });

  it("refuses a Bot API server without a token, naming the variable", () => {
    expect(() => missingServices({ TELEGRAM_API_ROOT: "http://h" })).toThrow("TELEGRAM_TOKEN");
  });
});

import { describe, expect, it } from "vitest";
import { readDatabaseUrl, refusePooler } from "./database-url";

const plain = "postgres://crm:s%40fe@db.example.com:5432/crm";

describe("readDatabaseUrl", () => {
  it("leaves an address without parameters as it is, with prepared statements", () => {
    expect(readDatabaseUrl(plain)).toEqual({ url: plain, prepare: true });
  });

  it("keeps what postgres.js or the server knows and drops what only other clients read", () => {
    const { url } = readDatabaseUrl(`${plain}?sslmode=require&channel_binding=require&options=x`);
    expect(url).toBe(`${plain}?sslmode=require&options=x`);
  });

  it.each(["pgbouncer=true", "prepare=false", "pgbouncer=true&connection_limit=1"])(
    "does without prepared statements for %s",
    (parameters) => {
      expect(readDatabaseUrl(`${plain}?${parameters}`)).toEqual({ url: plain, prepare: false });
    },
  );
});

describe("refusePooler", () => {
  it("refuses a transaction pooler in one sentence that names the variable", () => {
    const refuse = () => refusePooler(`${plain}?sslmode=require&pgbouncer=true`, "The migration");
    expect(refuse).toThrow(/^The migration holds a lock.*DATABASE_URL.*pgbouncer=true\.$/);
  });

  it("takes a direct address", () => {
    expect(() => refusePooler(`${plain}?prepare=false`, "The migration")).not.toThrow();
  });
});

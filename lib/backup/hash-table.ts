import { createHash } from "node:crypto";
import type { TransactionSql } from "postgres";
import { copyOut, type TablePlan } from "./table-plan";

/** What a table holds, to compare: rows and the SHA-256 of its text form. */
export type TableSum = { rows: number; sha256: string };

/** Reads a table once, handing each piece to `take`; needs `fixTextForm` in the transaction. */
export async function hashTable(
  sql: TransactionSql,
  plan: TablePlan,
  take: (chunk: Buffer) => Promise<void> | void = () => {},
): Promise<TableSum> {
  const hash = createHash("sha256");
  let rows = 0;
  for await (const chunk of await sql.unsafe(copyOut(plan)).readable()) {
    const piece = chunk as Buffer;
    hash.update(piece);
    // A line break inside a value is written as \n: each real one ends a row.
    for (let at = piece.indexOf(10); at >= 0; at = piece.indexOf(10, at + 1)) rows++;
    await take(piece);
  }
  return { rows, sha256: hash.digest("hex") };
}

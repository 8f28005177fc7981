import { type SQL, type SQLWrapper, sql } from "drizzle-orm";

/** A column as searches and unique names see it: composed (NFC), in lower case, ё as е. */
export function searchFormOf(text: SQLWrapper): SQL<string> {
  return sql<string>`translate(lower(normalize(${text})), 'ё', 'е')`;
}

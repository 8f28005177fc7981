import { composed } from "./composed";

/**
 * A text as searches and comparisons of names see it: composed (NFC), in lower case, ё as е. The same
 * as `searchFormOf` in db/search-form.ts makes of a column.
 */
export function searchForm(text: string): string {
  return composed(text.replaceAll("\u0000", "")).toLowerCase().replaceAll("ё", "е");
}

/** A pattern for `like` that finds a text anywhere in a column's search form. */
export function searchPattern(text: string): string {
  return `%${searchForm(text).replace(/[\\%_]/g, "\\$&")}%`;
}

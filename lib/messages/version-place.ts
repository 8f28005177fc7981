import { sql } from "drizzle-orm";
import { messageVersions } from "@/db/schema";

/** What says when the order of versions is asked for: by place, or by id where they came in order. */
export const versionPlace = sql<number>`coalesce(${messageVersions.place}, ${messageVersions.id})::float8`;

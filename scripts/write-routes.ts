import { writeRouteLists } from "./route-lists";

// `npx tsx scripts/write-routes.ts`: after adding a route, or let the next start or build do it.
writeRouteLists();

import { migrate } from "@/db/migrate";
import { withServices } from "./with-services";

// `npm run db:migrate`: the named database, else the embedded one.
await withServices(["postgres"], async () => {
  await migrate(process.env.DATABASE_URL ?? "");
  console.log("The database is up to date.");
});

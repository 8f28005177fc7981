import { migrate } from "@/db/migrate";
import { checkEnvValues } from "@/lib/core/env";
import { withServices } from "./with-services";

// `npm run db:migrate`: the named database, else the embedded one.
await withServices(["postgres"], async () => {
  await migrate(checkEnvValues().DATABASE_URL ?? "");
  console.log("The database is up to date.");
});

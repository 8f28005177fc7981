import { seed } from "@/db/seed";
import { fillSimulator } from "@/dev/seed/fill-simulator";
import { storeFiles, storeLibrary } from "@/dev/seed/store-files";
import { env } from "@/lib/core/env";
import { withServices } from "./with-services";

// `npm run db:seed`: demo data, once; with --once silent when there is a team already.
await withServices(["postgres", "s3", "telegram"], async () => {
  const url = env().SIMULATOR_URL;
  const isSeeded = await seed({
    storeFiles,
    storeLibrary,
    ...(url ? { fillSimulator: (stories) => fillSimulator(url, stories) } : {}),
  });
  if (isSeeded) console.log("Demo data is in: sign in as Мария Петрова (admin).");
  else if (!process.argv.includes("--once")) {
    console.log("There is a team already, so no demo data was added.");
  }
});

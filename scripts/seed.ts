import { db } from "@/db/client";
import { seed } from "@/db/seed";
import { fullSize, writeLarge } from "@/db/seed/write-large";
import { fillSimulator } from "@/dev/seed/fill-simulator";
import { storeFiles, storeLibrary } from "@/dev/seed/store-files";
import { env } from "@/lib/core/env";
import { withServices } from "./with-services";

// `npm run db:seed`: demo data, once; with --once silent when there is a team already. With --large
// 100,000 clients and 1,000,000 messages beside it, to see and measure the desk under a full load.
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
  if (process.argv.includes("--large")) {
    const isNew = await writeLarge(db(), fullSize, env().BOT_ID, console.log);
    console.log(isNew ? "The large set is in." : "The large set is there already.");
  }
});

import { writeFileSync } from "node:fs";
import { dataModelPage } from "./data-model";

// `npm run docs:data-model`, after a change of db/schema.
writeFileSync("docs/data-model.md", dataModelPage());

import { writeFileSync } from "node:fs";
import { layersFile } from "@/lint/layers";

// `npm run lint:rules`, after a change of lint/layers.ts.
writeFileSync("lint/layers.json", layersFile());

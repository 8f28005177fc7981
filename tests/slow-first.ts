import type { TestSpecification } from "vitest/node";
import { BaseSequencer } from "vitest/node";

// The files that last longest. Those that mostly wait stand beside those that compute.
const slow = [
  "integration/vanished-worker",
  "integration/built-routes",
  "integration/standalone",
  "integration/permission-matrix",
  "integration/worker",
  "integration/costly-requests",
  "integration/doctor",
  "integration/trigger-deploy",
  "integration/start",
  "integration/idle-worker",
  "integration/odd-requests",
  "integration/hanging-calls",
  "integration/storm",
];

/** Starts the slowest files first, so that at the end no worker has to wait for one of them. */
export class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const at = slow.findIndex((name) => moduleId.endsWith(`tests/${name}.test.ts`));
      return at < 0 ? slow.length : at;
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}

import { registry } from "@/jobs/registry";
import { toTriggerTask } from "@/jobs/to-trigger-task";

/** What `npx trigger.dev deploy` finds here: every job of the registry as a task. */
export const tasks = registry.map(toTriggerTask);

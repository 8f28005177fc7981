import { vi } from "vitest";

// Suites share a worker process: to load the packages again would cost more than most suites. Each begins
// as a process of the product does, with our own modules, their state and the environment fresh.
const holder = globalThis as typeof globalThis & { firstEnvironment?: NodeJS.ProcessEnv };
holder.firstEnvironment ??= { ...process.env };
const first = holder.firstEnvironment;
for (const name of Object.keys(process.env)) if (!(name in first)) delete process.env[name];
Object.assign(process.env, first);
for (const key of Object.keys(holder)) {
  if (key.startsWith("crm")) Reflect.deleteProperty(holder, key);
}
vi.resetModules();

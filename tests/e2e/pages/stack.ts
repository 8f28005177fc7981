import { SimulatorControl } from "@/dev/telegram/control-client";

/** The addresses that the global set-up left. */
export const stack = {
  get appUrl() {
    return needed("E2E_APP_URL");
  },
  get databaseUrl() {
    return needed("E2E_DATABASE_URL");
  },
  act: async (path: string) => {
    const response = await fetch(needed("E2E_CONTROL_URL") + path);
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
  },
};

export const control = () => new SimulatorControl(needed("E2E_SIMULATOR_URL"));

export function needed(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run through playwright's global set-up.`);
  return value;
}

import { spawn } from "node:child_process";
import type { RunOptions } from "./engine";

/** `docker run` with a read-only root on the host's network. */
export function runInDocker(image: string, { env, command = [] }: RunOptions) {
  // Values come from our environment: as arguments, secrets would be visible in the process list.
  const names = Object.keys(env).flatMap((name) => ["--env", name]);
  const closed = ["--read-only", "--tmpfs", "/tmp", "--cap-drop", "ALL"];
  return spawn(
    "docker",
    ["run", "--rm", "--init", "--network", "host", ...closed, ...names, image, ...command],
    { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] },
  );
}

import { spawn } from "node:child_process";
import type { RunOptions } from "./engine";

/** `docker run` with a read-only root, on the host's network; ends with the signal it gets. */
export function runInDocker(image: string, { env, command = [] }: RunOptions) {
  // Named here and read from our own environment: a secret is no argument that `ps` shows.
  const names = Object.keys(env).flatMap((name) => ["--env", name]);
  const closed = ["--read-only", "--tmpfs", "/tmp", "--cap-drop", "ALL"];
  return spawn(
    "docker",
    ["run", "--rm", "--init", "--network", "host", ...closed, ...names, image, ...command],
    { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] },
  );
}

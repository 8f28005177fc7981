import { type ChildProcess, spawnSync } from "node:child_process";
import { leaveFolder, runInBuildah } from "./run-in-buildah";
import { runInDocker } from "./run-in-docker";

export type RunOptions = { env: Record<string, string>; command?: string[] };

/** Builds images and runs them with their own user, environment and a read-only root. */
export type Engine = {
  name: "docker" | "buildah";
  build(image: string, args: string[]): void;
  /** Runs on the host's network as the image's user; stdout and stderr are pipes. */
  start(image: string, options: RunOptions): ChildProcess;
  /** Removes the image and its containers. */
  remove(image: string): void;
};

/** Docker when its daemon is reachable, else buildah, else null. */
export function findEngine(): Engine | null {
  if (isAvailable("docker", ["info"])) return docker;
  if (isAvailable("buildah", ["--version"])) return buildah;
  return null;
}

const docker: Engine = {
  name: "docker",
  build: (image, args) => run("docker", ["build", "--tag", image, ...args, "."]),
  start: runInDocker,
  remove: (image) => run("docker", ["image", "rm", "--force", image]),
};

const buildah: Engine = {
  name: "buildah",
  build: (image, args) =>
    run("buildah", ["build", "--format", "docker", "--tag", image, ...args, "."]),
  start: runInBuildah,
  remove(image) {
    leaveFolder(image);
    run("buildah", ["rmi", "--force", image]);
  },
};

function isAvailable(program: string, args: string[]): boolean {
  const { status, stdout } = spawnSync(program, args, { encoding: "utf8" });
  // Without a daemon the client prints its own version and an error.
  return status === 0 && !/cannot connect/i.test(stdout);
}

function run(program: string, args: string[]) {
  const { status } = spawnSync(program, args, { stdio: "inherit" });
  if (status !== 0) throw new Error(`${program} ${args[0]} ended with ${status}.`);
}

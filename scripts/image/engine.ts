import { type ChildProcess, spawnSync } from "node:child_process";
import { leaveFolder, runInBuildah } from "./run-in-buildah";
import { runInDocker } from "./run-in-docker";

export type RunOptions = { env: Record<string, string>; command?: string[] };

/** A program that builds images and runs them as they say of themselves, with a read-only root. */
export type Engine = {
  name: "docker" | "buildah";
  build(image: string, args: string[]): void;
  /** On the machine's own network, as the image's user; stdout and stderr are pipes. */
  run(image: string, options: RunOptions): ChildProcess;
  /** Removes what was built and started. */
  remove(image: string): void;
};

/** Docker where its daemon answers, else buildah, else null. */
export function findEngine(): Engine | null {
  if (answers("docker", ["info"])) return docker;
  if (answers("buildah", ["--version"])) return buildah;
  return null;
}

const docker: Engine = {
  name: "docker",
  build: (image, args) => must("docker", ["build", "--tag", image, ...args, "."]),
  run: runInDocker,
  remove: (image) => must("docker", ["image", "rm", "--force", image]),
};

const buildah: Engine = {
  name: "buildah",
  build: (image, args) =>
    must("buildah", ["build", "--format", "docker", "--tag", image, ...args, "."]),
  run: runInBuildah,
  remove(image) {
    leaveFolder(image);
    must("buildah", ["rmi", "--force", image]);
  },
};

function answers(program: string, args: string[]): boolean {
  const { status, stdout } = spawnSync(program, args, { encoding: "utf8" });
  // A client without its daemon prints its own half and "errors".
  return status === 0 && !/cannot connect/i.test(stdout);
}

function must(program: string, args: string[]) {
  const { status } = spawnSync(program, args, { stdio: "inherit" });
  if (status !== 0) throw new Error(`${program} ${args[0]} ended with ${status}.`);
}

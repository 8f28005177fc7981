import { spawn, spawnSync } from "node:child_process";
import type { RunOptions } from "./engine";

type Config = { User?: string; Env?: string[]; Cmd?: string[]; WorkingDir?: string };

/** An image's working container and its mounted folder. */
const folders = new Map<string, { container: string; folder: string }>();

/**
 * buildah runs steps of a build, not services: so the image's folder becomes the root of a process in
 * a mount namespace of its own, read-only but for /tmp, as the user, with the environment and in the
 * folder that the image names. Needs root.
 */
export function runInBuildah(image: string, { env, command }: RunOptions) {
  const root = folderOf(image);
  const { User = "root", Env = [], Cmd = [], WorkingDir = "/" } = configOf(image);
  const args = command ?? Cmd;
  const own = Object.fromEntries(Env.map((line) => line.split(/=(.*)/s).slice(0, 2)));
  const steps = [
    `mount --bind "$ROOT" "$ROOT"`,
    `mount -o remount,ro,bind "$ROOT"`,
    `mount -t tmpfs tmpfs "$ROOT/tmp"`,
    `mount --rbind /dev "$ROOT/dev"`,
    `mount -t proc proc "$ROOT/proc"`,
    // Nothing of the host's environment goes in, and the program itself gets the signals.
    `exec chroot --userspec="$RUN_AS" "$ROOT" /usr/bin/env -i "$@"`,
  ];
  const inside = Object.entries({ ...own, ...env }).map(([name, value]) => `${name}=${value}`);
  // chroot starts in the root: `env -C` goes to the image's folder.
  const rest = ["-C", WorkingDir, ...inside, ...args];
  return spawn("unshare", ["--mount", "sh", "-euc", steps.join("\n"), "sh", ...rest], {
    env: { ...process.env, ROOT: root, RUN_AS: `${User}:${User}` },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

function configOf(image: string): Config {
  const { OCIv1 } = JSON.parse(ask(["inspect", "--type", "image", image])) as {
    OCIv1: { config: Config };
  };
  return OCIv1.config;
}

/** Where the image's files lie: one working container of it, mounted. */
function folderOf(image: string): string {
  const known = folders.get(image);
  if (known) return known.folder;
  const container = ask(["from", "--pull=never", image]);
  const folder = ask(["mount", container]);
  folders.set(image, { container, folder });
  return folder;
}

/** Removes the working container of an image, if there is one. */
export function leaveFolder(image: string) {
  const known = folders.get(image);
  folders.delete(image);
  if (known) ask(["rm", known.container]);
}

function ask(args: string[]): string {
  const { status, stdout, stderr } = spawnSync("buildah", args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`buildah ${args[0]}: ${stderr}`);
  return stdout.trim();
}

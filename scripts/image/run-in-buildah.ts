import { spawn, spawnSync } from "node:child_process";
import type { RunOptions } from "./engine";

type Config = { User?: string; Env?: string[]; Cmd?: string[]; WorkingDir?: string };

/** Working containers by image, with the folder they are mounted at. */
const folders = new Map<string, { container: string; folder: string }>();

/**
 * buildah cannot run services with a read-only root. So the mounted image becomes the root directory of a
 * process in its own mount namespace: read-only except for /tmp, with the user, environment and working
 * directory of the image's configuration. Needs root.
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
    // `exec`, so that the program itself gets the signals; without the host's environment.
    `exec chroot --userspec="$RUN_AS" "$ROOT" /usr/bin/env -i "$@"`,
  ];
  const inside = Object.entries({ ...own, ...env }).map(([name, value]) => `${name}=${value}`);
  // chroot starts in the root directory.
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

/** Mounts a working container of the image and returns its folder. */
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

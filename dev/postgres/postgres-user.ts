import { execFileSync } from "node:child_process";
import { statSync } from "node:fs";
import { dirname, resolve } from "node:path";

/** The account that the server runs under when we are root: Postgres refuses root itself. */
export type PostgresUser = { uid: number; gid: number };

/**
 * Who owns the data already, else the machine's `postgres` or `nobody`; null when we are not
 * root and need no other account.
 */
export function postgresUser(dataFolder: string): PostgresUser | null {
  if (process.getuid?.() !== 0) return null;
  const owner = statSync(dataFolder, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  return lookUp("postgres") ?? lookUp("nobody") ?? { uid: 65534, gid: 65534 };
}

/**
 * How to start `command` as that account. A clone below /root or in a `mktemp -d` folder cannot
 * be entered by anyone but root: there `setpriv` (util-linux) lends the right to pass.
 */
export function commandAs(user: PostgresUser | null, command: string, args: string[]) {
  if (!user) return { command, args, options: {} };
  const folders = [command, ...args.filter((arg) => arg.startsWith("/"))];
  if (folders.every((path) => isOpenTo(user, path))) return { command, args, options: user };
  const lend = [
    "--securebits=+no_setuid_fixup",
    `--reuid=${user.uid}`,
    `--regid=${user.gid}`,
    "--clear-groups",
    "--inh-caps=+dac_override",
    "--ambient-caps=+dac_override",
  ];
  return { command: "setpriv", args: [...lend, command, ...args], options: {} };
}

function lookUp(name: string): PostgresUser | null {
  try {
    const number = (flag: string) =>
      Number(execFileSync("id", [flag, name], { encoding: "utf8", stdio: "pipe" }));
    return { uid: number("-u"), gid: number("-g") };
  } catch {
    return null;
  }
}

function isOpenTo(user: PostgresUser, path: string): boolean {
  for (let folder = dirname(resolve(path)); ; folder = dirname(folder)) {
    const info = statSync(folder, { throwIfNoEntry: false });
    const bit = info?.uid === user.uid ? 0o100 : info?.gid === user.gid ? 0o010 : 0o001;
    if (info && (info.mode & bit) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

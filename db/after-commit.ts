import type { Db, Tx } from "./client";

type Effect = () => Promise<void>;

// On the transaction itself: a server's bundles may hold this module twice, and `db` is shared by all.
const waiting = Symbol.for("crm.after-commit");
type Keeping = { [waiting]?: Effect[] };

/**
 * Runs `effect` after the transaction that `db` is, or at once when it is none. A transaction that
 * rolls back, or a savepoint of it, takes its effects along. The committed transaction stands whatever
 * becomes of them: an effect reports its own failures.
 */
export async function afterCommit(db: Db & Keeping, effect: Effect): Promise<void> {
  const effects = db[waiting];
  if (effects) effects.push(effect);
  else await effect();
}

/**
 * Makes the transactions of `db`, and their savepoints, keep what `afterCommit` gives them. Each begins
 * with `prepare`, when there is anything.
 */
export function keepEffects<T extends Db>(
  db: T & Keeping,
  prepare?: (tx: Tx) => Promise<unknown>,
): T {
  const begin = db.transaction.bind(db);
  db.transaction = async (run, config) => {
    const effects: Effect[] = [];
    const result = await begin(async (tx) => {
      await prepare?.(tx);
      return run(keepEffects(Object.assign(tx, { [waiting]: effects })));
    }, config);
    if (db[waiting]) db[waiting].push(...effects);
    else if (effects.length > 0) await Promise.allSettled(effects.map((effect) => effect()));
    return result;
  };
  return db;
}

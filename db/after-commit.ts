import type { Db } from "./client";

type Effect = () => Promise<void>;

/** What runs once its transaction is there for all to see. */
const waiting = new WeakMap<object, Effect[]>();

/**
 * Runs `effect` after the transaction that `db` is, or at once when it is none. A transaction that
 * rolls back, or a savepoint of it, takes its effects along. The committed transaction stands whatever
 * becomes of them: an effect reports its own failures.
 */
export async function afterCommit(db: Db, effect: Effect): Promise<void> {
  const effects = waiting.get(db);
  if (effects) effects.push(effect);
  else await effect();
}

/** Makes the transactions of `db`, and their savepoints, keep what `afterCommit` gives them. */
export function keepEffects<T extends Db>(db: T): T {
  const begin = db.transaction.bind(db);
  db.transaction = async (run, config) => {
    const effects: Effect[] = [];
    const result = await begin((tx) => {
      waiting.set(keepEffects(tx), effects);
      return run(tx);
    }, config);
    const outer = waiting.get(db);
    if (outer) outer.push(...effects);
    else if (effects.length > 0) await Promise.allSettled(effects.map((effect) => effect()));
    return result;
  };
  return db;
}

/** Makes the ledgers that the benchmark measures, through the product's own rules and store. */
import { commands } from './commands.ts';

/**
 * Writes a new ledger of about `transactions` transactions to `path`, in process.
 * For each of `commands(transactions)`: decide it over the state so far, append what was decided; a refusal is an error.
 * It must leave the file exactly as the program would: same schema, same checkpoints.
 */
export async function generate(path: string, transactions: number): Promise<void> {
  const count = [...commands(transactions)].length;
  throw new Error(`The store is not there yet: ${count} commands wait to be appended to ${path}`);
}

/** Plans what an import records: under the reading that ends on Upwork's own balance, or else the likeliest one. */
import type { ImportContext } from './import-context.ts';
import { BALANCE_FITS, type ImportPlan } from './import-plan.ts';
import { changedReadings, type ImportReading, likelyReadings, plainReadings } from './import-reading.ts';
import { planReading } from './plan-reading.ts';

export function planImport(context: ImportContext): ImportPlan {
  const apart = new Set(context.command.separate ?? []);
  const plain = bestOf(plainReadings(context, apart));
  if (plain.fit === 'agrees' || context.upwork.balance === null) return plain;
  const likely = bestOf(likelyReadings(context, apart), plain);
  if (likely.fit === 'agrees') return likely;
  return plain.fit === 'agreed-then' ? plain : bestOf(changedReadings(context, apart), plain);
}

/** The plan that fits best; of those that fit alike the likeliest, which is the first. */
function bestOf(readings: Iterable<ImportReading>, known: ImportPlan | null = null): ImportPlan {
  let best = known;
  for (const reading of readings) {
    const plan = planReading(reading);
    if (!best || fitRank(plan) < fitRank(best)) best = plan;
    // Without a balance nothing can decide between readings.
    if (best.fit === 'agrees' || reading.context.upwork.balance === null) break;
  }
  return best as ImportPlan;
}

const fitRank = ({ fit }: ImportPlan): number => BALANCE_FITS.indexOf(fit);

/** The report's tile on the money that was paid. What nobody recorded is never shown as $0.00. */
import type { ReportPast } from '../../insight/report.ts';
import { isMostlyUnknown } from '../../rules/state/proposal-sums.ts';
import { connects, countOf, dollars, number, onlyTexts } from '../text/words.ts';

export function paidCard(past: ReportPast | null): { readonly value: string; readonly beside: string } {
  const total = (what: 'paidCents' | 'feeCents' | 'bought' | 'paidUnknown' | 'withoutFee'): number =>
    past?.months.reduce((sum, month) => sum + month[what], 0) ?? 0;
  const [bought, fees, unpriced, withoutFee] = [
    total('bought'),
    total('feeCents'),
    total('paidUnknown'),
    total('withoutFee'),
  ];
  const paid = [...(bought > 0 ? [connects(bought)] : []), ...(fees > 0 ? [`the membership (${dollars(fees)})`] : [])];
  const beside = onlyTexts(
    unpriced > 0
      ? `the price of ${number(unpriced)} of ${connects(bought)} is not recorded`
      : paid.length > 0
        ? `for ${paid.join(' and ')}`
        : withoutFee === 0 && 'no purchase recorded',
    withoutFee > 0 && `the fee of ${countOf(withoutFee, 'cycle')} of Plus is not recorded`,
  );
  const isUnknown = isMostlyUnknown(unpriced, bought) || paid.length === 0;
  return { value: isUnknown ? '—' : dollars(total('paidCents') + fees), beside: beside.join('; ') };
}

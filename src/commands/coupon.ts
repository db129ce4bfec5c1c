/** `connects coupon add` and `connects coupon list`: coupons kept for a purchase, or granting Connects at once. */
import { parseConnects, parseDiscount, parseMoney } from '../parse/amount.ts';
import { parseText } from '../parse/text.ts';
import { recordCommand } from '../record.ts';
import { COUPON_COLUMNS } from '../render/columns.ts';
import { couponFields } from '../render/text/fields.ts';
import { usageRefused } from '../rules/answers/refusal.ts';
import type { CouponOffer } from '../rules/vocabulary/transaction.ts';
import { answerList, listFormat, withListOptions } from './answers/answer.ts';
import { type AddSubcommand, maybeDay, onDay, withWriteOptions } from './line/subcommand.ts';
import { needsSubcommand, withExamples } from './line/usage.ts';

export const couponCommand: AddSubcommand = (program, run, look) => {
  const group = withExamples(
    program.command('coupon'),
    'connects coupon add SAVE20 --percent 20',
    'connects coupon list',
  ).description('Records coupons for later purchases.');
  withExamples(
    withWriteOptions(group.command('add')),
    'connects coupon add SAVE20 --percent 20',
    'connects coupon add FIVE --off 5 --expires 2021-06-30',
    'connects coupon add GIFT --connects 10',
  )
    .summary('record a coupon')
    .description('Records a coupon for a later purchase. A coupon for Connects adds them at once.')
    .argument('<code>', "the coupon's code", parseText('CODE'))
    .option('--percent <percent>', 'percent off a purchase', parseDiscount('--percent'))
    .option('--off <amount>', 'US dollars off a purchase', parseMoney('--off'))
    .option('--connects <connects>', 'Connects to add at once', parseConnects('--connects'))
    .option('--expires <day>', 'the last day it can be used')
    .action(
      run(async (call, code, { on: typed, expires, dryRun = false, percent, off, connects }) => {
        const on = await onDay(call, typed);
        const expiresOn = await maybeDay(call, '--expires', expires);
        const offers: readonly CouponOffer[] = [
          ...(percent === undefined ? [] : [{ kind: 'percent', percent } as const]),
          ...(off === undefined ? [] : [{ kind: 'off', cents: off } as const]),
          ...(connects === undefined ? [] : [{ kind: 'connects', connects } as const]),
        ];
        const [offer, ...more] = offers;
        if (!offer || more.length > 0) throw usageRefused({ fault: 'one-offer' });
        return recordCommand(call, { name: 'coupon add', on, code: code.trim(), offer, expiresOn }, { dryRun });
      }),
    );
  withExamples(withListOptions(group.command('list')), 'connects coupon list')
    .summary('list coupons')
    .description('Lists your coupons: what each gives and whether you used it.')
    .action(
      look(async ({ call, state: { coupons: items } }, options) => {
        const json = { command: 'coupon list', fields: { coupons: items.map(couponFields) } };
        const empty = 'No coupons. Add one with: connects coupon add CODE --percent P';
        await answerList(call, { json, columns: COUPON_COLUMNS, items, format: listFormat(options), empty });
      }),
    );
  needsSubcommand(group);
};

/** `connects coupon add` and `connects coupon list`: coupons kept for a purchase, or granting Connects at once. */
import { parseConnects, parseDiscount, parseMoney } from '../parse/amount.ts';
import { parseText } from '../parse/text.ts';
import { record } from '../record.ts';
import { couponFields } from '../render/fields.ts';
import type { ListColumn } from '../render/listing.ts';
import { offered } from '../render/words.ts';
import { Refused } from '../rules/refusal.ts';
import type { KnownCoupon } from '../rules/state.ts';
import type { CouponOffer } from '../rules/transaction.ts';
import { type ListOptions, lists, showList } from './list.ts';
import { look } from './look.ts';
import { maybeDay, onDay, type Subcommand, type WriteOptions, writes } from './subcommand.ts';
import { needsSubcommand, shows } from './usage.ts';

interface AddOptions extends WriteOptions {
  readonly percent?: number;
  readonly off?: number;
  readonly connects?: number;
  readonly expires?: string;
}

export const coupon: Subcommand = (program, run) => {
  const group = program.command('coupon').description('Records coupons for later purchases.');
  shows(
    writes(group.command('add')),
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
      run(async (call, code: string, options: AddOptions) => {
        const on = await onDay(call, options.on);
        const expiresOn = await maybeDay(call, '--expires', options.expires);
        const command = { name: 'coupon add', on, code: code.trim(), offer: offer(options), expiresOn } as const;
        return record(call, command, { dryRun: options.dryRun ?? false });
      }),
    );
  shows(lists(group.command('list')), 'connects coupon list')
    .summary('list coupons')
    .description('Lists your coupons: what each gives and whether you used it.')
    .action(
      run(async (call, options: ListOptions) =>
        look(call, async (_, { coupons }) => {
          if (call.json) call.emit('coupon list', { coupons: coupons.map(couponFields) });
          else
            await showList(
              call,
              options,
              COLUMNS,
              coupons,
              'No coupons. Add one with: connects coupon add CODE --percent P',
            );
          return 0;
        }),
      ),
    );
  needsSubcommand(group);
};

function offer({ percent, off, connects: granted }: AddOptions): CouponOffer {
  const offers: CouponOffer[] = [];
  if (percent !== undefined) offers.push({ kind: 'percent', percent });
  if (off !== undefined) offers.push({ kind: 'off', cents: off });
  if (granted !== undefined) offers.push({ kind: 'connects', connects: granted });
  const [only, ...more] = offers;
  if (only && more.length === 0) return only;
  const problem = 'A coupon needs exactly one of --percent, --off and --connects.';
  throw new Refused({ code: 'usage', problem, hint: 'For example: connects coupon add SAVE20 --percent 20' });
}

const COLUMNS: readonly ListColumn<KnownCoupon>[] = [
  { name: 'code', value: ({ code }) => code },
  { name: 'kind', value: ({ offer: { kind } }) => kind, only: 'script' },
  { name: 'percent', value: (coupon) => couponFields(coupon).percent, only: 'script' },
  { name: 'cents', value: (coupon) => couponFields(coupon).cents, only: 'script' },
  { name: 'connects', value: (coupon) => couponFields(coupon).connects, only: 'script' },
  { name: 'expiresOn', value: ({ expiresOn }) => expiresOn, only: 'script' },
  { name: 'usedOn', value: ({ usedOn }) => usedOn, only: 'script' },
  { name: 'gives', value: () => null, only: 'screen', shown: ({ offer: given }) => offered(given) },
  { name: 'last day', value: () => null, only: 'screen', shown: ({ expiresOn }) => expiresOn ?? 'any day' },
  { name: 'used', value: () => null, only: 'screen', shown: ({ usedOn }) => usedOn ?? 'not yet' },
];

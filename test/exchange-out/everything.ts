/** A ledger with everything in it that a format may trip over, made by the commands themselves. */
import { type World, world } from '../world.ts';

const COMMANDS: readonly (readonly string[])[] = [
  ['init', '--joined', '2020-12-05'],
  ['coupon', 'add', 'SAVE20', '--percent', '20', '--on', '2020-12-05'],
  ['coupon', 'add', 'WELCOME', '--off', '1.75', '--on', '2020-12-05'],
  ['coupon', 'add', 'GIFT', '--connects', '7', '--on', '2020-12-05'],
  ['buy', '40', '--coupon', 'save20', '--tax', '6.35', '--note', 'Visa; receipt "A-1" | page 2', '--on', '2020-12-20'],
  ['spend', 'profile-boost', '--amount', '50', '--on', '2020-12-20'],
  ['apply', '--cost', '6', '--boost', '12', '--title', '=HYPERLINK("x"); a | b', '--on', '2020-12-21'],
  ['apply', '--cost', '5', '--title', 'שלום 🎉 it\'s "quoted" \\ \u202eevil', '--tag', 'a;b', '--on', '2020-12-22'],
  [
    'apply',
    '--cost',
    '4',
    '--title',
    'two\nlines\r\n2021-01-01 * fake',
    '--note',
    '[2021-99-99] date: x, \u001b[31m',
    '--on',
    '2020-12-23',
  ],
  ['apply', '--cost', '9', '--force', '--title', '- minus', '--on', '2020-12-24'],
  ['mark', '1', 'outbid', '--on', '2020-12-26'],
  ['mark', '2', 'cancelled', '--on', '2020-12-27'],
  ['mark', '3', 'interview', '--on', '2021-01-02'],
  ['earn', 'certification', '--name', '@Node.js', '--amount', '3', '--on', '2021-01-02'],
  ['renew', '--on', '2021-01-10'],
  ['apply', '--cost', '3', '--title', 'undone', '--on', '2021-01-11'],
  ['undo'],
  ['apply', '--cost', '2', '--title', 'redone', '--on', '2021-01-12'],
  ['undo'],
  ['redo'],
  ['spend', 'availability-badge', '--amount', '3', '--on', '2021-01-15'],
  ['buy', '10', '--coupon', 'WELCOME', '--on', '2021-01-20'],
  ['buy', '80', '--tax', '19', '--on', '2021-01-21'],
  ['earn', 'other', '--amount', '120', '--on', '2021-01-22'],
  ['plan', 'plus', '--granted', '35', '--on', '2021-01-25'],
  ['renew', '--on', '2021-02-26'],
  ['reconcile', '190', '--adjust', '--on', '2021-03-01'],
  ['reconcile', '195', '--adjust', '--on', '2021-03-02'],
  ['apply', '--cost', '6', '--boost', '50', '--title', '\u0000nul', '--on', '2021-03-03'],
  ['buy', '20', '--tax', '7.7', '--on', '2021-03-05'],
  ['renew', '--on', '2021-05-01'],
];

/** The day it is looked at: some of it has expired. */
export const TODAY = '2022-03-10';

export async function everything(): Promise<World> {
  const made = world({ today: TODAY });
  for (const command of COMMANDS) {
    const { code, stderr } = await made.run(command);
    if (code !== 0) throw new Error(`connects ${command.join(' ')}: ${stderr}`);
  }
  return made;
}

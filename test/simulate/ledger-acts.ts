/** What a freelancer does with the ledger itself: renewals, comparisons, corrections, rules, coupons, settings, and looks. */
import type { Chance } from './chance.ts';
import type { LifeSoFar, RunWords } from './life-so-far.ts';

const OWN_RULES = {
  name: 'mine.yaml',
  text: 'id: mine\nextends: 2026\nsince: 2021-01-01\nproposal:\n  max: 30\n',
};

/** So often in proportion is each drawn. */
const ACTS: readonly string[] =
  'renew renew renew renew reconcile reconcile adjust edit edit edit-cost edit-cost edit-day void void undo undo undo-id undo-id undo-id redo redo join rules rules own coupon coupon spend-coupon config config older earn wrong dry repair invited backup backup backup restore restore'.split(
    ' ',
  );

export function ledgerAct(life: LifeSoFar, run: RunWords): void {
  const words = ledgerWords(life, life.chance.pick(ACTS));
  run(words, words.includes(OWN_RULES.name) ? { file: OWN_RULES } : {});
}

/** Beside the folders of both machines, so that each restores what the other has saved. */
const backupFile = (number: number): string => `../backup-${number}.db`;

function ledgerWords(life: LifeSoFar, act: string): readonly string[] {
  const { truth, chance, today, count } = life;
  const proposal = (): string => String(chance.between(Math.max(1, count - 4), count + 2));
  const command = (): string => String(chance.between(2, 3 + 2 * count));
  switch (act) {
    case 'renew':
      return ['renew'];
    case 'reconcile':
      return ['reconcile', String(truth.balance(today))];
    case 'adjust':
      return ['reconcile', String(truth.balance(today)), '--adjust'];
    case 'edit':
      return [
        'edit',
        proposal(),
        ...chance.pick([
          ['--title', 'New'],
          ['--client', 'Cy'],
          ['--tag', 'x'],
          ['--value', '250'],
          ['--note', 'a\nb'],
        ]),
      ];
    case 'edit-cost':
      return ['edit', proposal(), chance.pick(['--cost', '--boost']), String(chance.between(0, 9)), '--force'];
    case 'edit-day':
      return ['edit', proposal(), '--on', chance.pick(['yesterday', '3 days ago', 'last monday'])];
    case 'void':
      return ['void', chance.often(50) ? 'last' : String(chance.between(2, 3 + 3 * count))];
    case 'undo':
      return ['undo'];
    case 'undo-id':
      return ['undo', command()];
    case 'redo':
      return ['redo'];
    case 'join':
      return ['join', proposal(), proposal()];
    case 'rules':
      return ['rules', 'use', chance.pick(['2020-12', '2022-09', '2023-06', '2024-02', '2026', 'mine'])];
    case 'own':
      return ['rules', 'add', OWN_RULES.name];
    case 'coupon': {
      const worth = chance.pick([
        ['--percent', '20'],
        ['--off', '2.50'],
        ['--connects', '5'],
      ]);
      return ['coupon', 'add', chance.pick(['SAVE', 'FIVE', 'GIFT']), ...worth];
    }
    case 'spend-coupon': {
      truth.grant(today, 'Added extra Connects', 20);
      return ['buy', '20', '--coupon', chance.pick(['SAVE', 'FIVE', 'GIFT'])];
    }
    case 'config':
      return [
        'config',
        ...chance.pick([
          ['set', 'reserve', '5'],
          ['set', 'budget', '60/month'],
          ['set', 'monthly', 'none'],
          ['set', 'monthly', '10'],
          ['unset', 'monthly'],
          ['set', 'billing-day', '12'],
          ['unset', 'reserve'],
          ['unset', 'budget'],
        ]),
      ];
    case 'older':
      return ['mark', '--older', '30d', 'expired', '--yes'];
    case 'earn':
      return [
        'earn',
        ...chance.pick([
          ['certification', '--name', 'SQL', '--amount', '10'],
          ['signup'],
          ['ad-credits', '--amount', '10', '--expires', '30d'],
        ]),
      ];
    case 'wrong':
      return chance.pick([
        ['apply', '--cost', '9999'],
        ['mark', '9999', 'viewed'],
        ['buy', '7'],
        ['reconcile', '4.5'],
        ['apply', '--cost', '4', '--on', '2099-01-01'],
      ]);
    case 'dry':
      return [
        ...chance.pick([['apply', '--cost', '3', '--force'], ['renew'], ['undo'], ['buy', '40'], ['void', 'last']]),
        '--dry-run',
      ];
    case 'backup':
      life.backups += 1;
      return ['backup', backupFile(life.backups)];
    case 'restore': {
      const file = backupFile(chance.between(Math.max(1, life.backups - 2), life.backups));
      return ['restore', life.backups > 0 && chance.often(80) ? file : 'latest', '--yes'];
    }
    case 'repair':
      return ['check', '--repair'];
    default:
      return ['apply', '--invited', '--title', 'An invitation'];
  }
}

export const lookWords = (chance: Chance): readonly string[] =>
  chance.pick([
    ...[
      ['status'],
      ['forecast'],
      ['stats'],
      ['due'],
      ['stale'],
      ['proposals'],
      ['log', '--all'],
      ['expiring', '--within', '60d'],
    ],
    ...[
      ['what-if', '--rules', '2026'],
      ['can-apply', '6'],
      ['show', 'last'],
      ['search', 'shop'],
      ['doctor'],
      ['rules'],
    ],
    ...[
      ['export', '--format', 'csv'],
      ['export', '--format', 'json'],
      ['stats', '--by', 'tag'],
      ['balance', '--at-least', '20'],
    ],
  ]);

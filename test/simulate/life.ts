/** Ten years of an invented freelancer as steps: what happened on Upwork, what of it was typed and how, and which pages were imported when. */
import { daysAfter } from '../model/days.ts';
import { chanceOf } from './chance.ts';
import { ledgerAct, lookWords } from './ledger-acts.ts';
import type { LifeSoFar, RunWords } from './life-so-far.ts';
import { historyPage, proposalsPage, type SavedPage } from './pages.ts';
import type { LifeStep, MachineName } from './step.ts';
import { Truth } from './truth.ts';
import { upworkAct } from './upwork-acts.ts';

const YEARS = 10;
const ZONES = [0, 60, 330, 780, -480];
/** One visit to the ledger in so many days, most of the time. */
const [SHORT, LONG] = [30, 290];

/** A page that is kept, to be imported on a later day. */
interface KeptPage {
  readonly page: SavedPage;
  readonly savedOn: string;
}

export function lifeOf(seed: number): readonly LifeStep[] {
  const chance = chanceOf(seed);
  const first = chance.pick(['2019-06-03', '2019-12-31', '2020-02-29', '2020-12-28', '2021-01-15']);
  const truth = new Truth(first, 40);
  const steps: LifeStep[] = [];
  const kept: KeptPage[] = [];
  const life: LifeSoFar = { truth, chance, today: first, typed: new Map(), count: 0, backups: 0 };
  let zone = 0;
  let hasLaptop = false;
  const run: RunWords = (words, more = {}) => {
    const machine: MachineName = hasLaptop && chance.often(45) ? 'laptop' : 'home';
    const crash = chance.often(14) ? { crash: chance.between(1, 14) } : {};
    steps.push({ do: 'run', machine, today: todayShown(), zone, words, ...crash, ...more });
  };
  // In a zone far from UTC the calendar is a day ahead or behind, and a clock may be wrong.
  const todayShown = (): string => {
    if (chance.often(3)) return daysAfter(life.today, -chance.between(1, 40));
    if (zone > 600 && chance.often(30)) return daysAfter(life.today, 1);
    return zone < 0 && chance.often(30) && life.today > first ? daysAfter(life.today, -1) : life.today;
  };
  const take = ({ page, savedOn }: KeptPage): void => {
    const header = page.header === null ? {} : { header: page.header };
    const words = ['import', page.name, '--saved-on', savedOn, ...(chance.often(5) ? ['--dry-run'] : ['--yes'])];
    run(words, { file: { name: page.name, text: page.text }, ...header });
  };
  const save = (): void => {
    const days = chance.pick([7, 30, 90, 90, 365]);
    const page = chance.often(20)
      ? proposalsPage(truth, life.today, chance.pick(['active', 'archived']))
      : historyPage(truth, life.today, days, chance);
    if (page) kept.push({ page, savedOn: life.today });
  };

  const merge = (): void => {
    steps.push({ do: 'merge', today: life.today, ...(chance.often(40) && { jsonl: true as const }) });
  };

  open(run, life);
  const end = daysAfter(first, YEARS * 365);
  while (life.today < end) {
    life.today = daysAfter(life.today, chance.often(35) ? chance.between(0, 4) : chance.between(SHORT, LONG));
    truth.passTo(life.today);
    if (chance.often(6)) zone = chance.pick(ZONES);
    if (chance.often(55)) upworkAct(life, run);
    if (chance.often(40)) save();
    if (kept.length > 0 && chance.often(45)) {
      // Mostly the newest; now and then one that was forgotten, or one that was imported already.
      const at = chance.often(70) ? kept.length - 1 : chance.between(0, kept.length - 1);
      const page = kept[at] as KeptPage;
      if (chance.often(80)) kept.splice(at, 1);
      take(page);
    }
    if (chance.often(45)) ledgerAct(life, run);
    if (chance.often(6)) run(lookWords(chance));
    if (chance.often(3)) {
      steps.push(chance.often(30) ? { do: 'copy', jsonl: life.today } : { do: 'copy' });
      hasLaptop = true;
    } else if (hasLaptop && chance.often(7)) {
      merge();
    }
  }
  if (hasLaptop) merge();
  return steps;
}

/** By the sign-up grant, with a balance later on, or by whatever comes first. */
function open(run: RunWords, { truth, chance, today }: LifeSoFar): void {
  const how: string = chance.pick(['bare', 'bare', 'edition', 'balance', 'import']);
  if (how === 'bare') run(['init']);
  if (how === 'edition') run(['init', '--rules', chance.pick(['2019-05', '2020-12', '2022-09', '2026'])]);
  if (how === 'balance') run(['init', '--balance', String(truth.balance(today)), '--joined', today]);
}

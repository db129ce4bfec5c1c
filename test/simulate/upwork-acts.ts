/** What happens on Upwork, and what the freelancer types of it: at once, days late, in other words, with cost and boost as one sum, or not at all. */
import { daysAfter } from '../model/days.ts';
import type { Chance } from './chance.ts';
import type { LifeSoFar, RunWords } from './life-so-far.ts';
import type { TrueJob } from './truth.ts';

const WORDS =
  'senior shopify developer candle shop relaunch fix css landing page owl map snail poster logo bakery rust parser tram timetable bot translate ramen menu zine layout qgis fountains vintage postcards wordpress audit figma prototype podcast voice over spanish'.split(
    ' ',
  );

const titleOf = (chance: Chance): string => {
  const words = Array.from({ length: chance.between(4, 8) }, () => chance.pick(WORDS));
  return `${words.join(' ').charAt(0).toUpperCase()}${words.join(' ').slice(1)}${chance.often(5) ? ' 🎉 שלום' : ''}`;
};

export function upworkAct(life: LifeSoFar, run: RunWords): void {
  const { truth, chance, today } = life;
  const act = chance.pick([
    'apply',
    'apply',
    'apply',
    'apply',
    'outcome',
    'outcome',
    'outcome',
    'buy',
    'task',
    'badge',
    'reward',
    'plan',
  ]);
  const isTyped = chance.often(75);
  switch (act) {
    case 'apply':
      for (let n = chance.between(1, 2); n > 0; n -= 1) applyOnce(life, run);
      return;
    case 'outcome':
      outcomeAct(life, run);
      return;
    case 'buy': {
      if (truth.balance(today) > 110) return;
      const bundle = chance.pick([10, 20, 40, 60, 80]);
      truth.grant(today, 'Added extra Connects', bundle);
      const tax = chance.often(30) ? ['--tax', '6.35'] : chance.often(20) ? ['--total', '7.50'] : [];
      if (isTyped) run(['buy', String(bundle), ...tax, ...late(life)]);
      return;
    }
    case 'task': {
      const connects = chance.between(2, 12);
      truth.grant(today, 'Earned Connects by completing task', connects);
      const source = chance.pick(['task', 'other', 'promotion', 'survey']);
      if (isTyped) run(['earn', source, '--amount', String(connects), ...late(life)]);
      return;
    }
    case 'badge': {
      const connects = chance.between(1, 7);
      if (!truth.spend(today, 'Availability Badge', connects)) return;
      if (isTyped) run(['spend', 'availability-badge', '--amount', String(connects), ...late(life)]);
      return;
    }
    case 'reward': {
      const [label, words] = chance.pick([
        ['Rising Talent Achievement', ['earn', 'badge', '--name', 'Rising Talent', '--amount', '30']],
        ['Readiness Test', ['earn', 'readiness-test']],
      ] as const);
      truth.grant(today, label, 30);
      if (isTyped) run([...words, ...late(life)]);
      return;
    }
    default: {
      if (truth.plan === 'basic') {
        const granted = truth.upgrade(today);
        const more = chance.often(40) ? ['--granted', String(granted)] : chance.often(20) ? ['--fee', '19.99'] : [];
        if (isTyped) run(['plan', 'plus', ...more, ...late(life)]);
      } else {
        truth.plan = 'basic';
        if (isTyped) run(['plan', 'basic', ...late(life)]);
      }
    }
  }
}

/** Now and then typed days late: with its day, or as if it were of today. */
function late(life: LifeSoFar): readonly string[] {
  const { chance, today } = life;
  if (!chance.often(30)) return [];
  const days = chance.between(1, 6);
  life.today = daysAfter(today, days);
  life.truth.passTo(life.today);
  return chance.often(70) ? ['--on', today] : [];
}

function applyOnce(life: LifeSoFar, run: RunWords): void {
  const { truth, chance, today } = life;
  const [least, most] = truth.edition(today).cost;
  const cost = chance.between(Math.max(1, least), most ?? 20);
  const bid = chance.often(30) && truth.edition(today).boosts ? chance.between(1, 15) : 0;
  const before = truth.jobs.at(-1);
  const title = before && chance.often(5) ? before.title : titleOf(chance);
  const job = truth.apply(today, title, cost, bid);
  if (!job || !chance.often(70)) return;
  const link = chance.often(35) ? `https://www.upwork.com/jobs/${job.key}/` : null;
  const more = [
    ...typedTitle(job, chance),
    ...(chance.often(20) ? ['--client', chance.pick(['Ann', 'Bo & Co', 'Zed'])] : []),
    ...(chance.often(20) ? ['-t', chance.pick(['web', 'design', 'template=b'])] : []),
    ...(chance.often(85) ? ['--force'] : []),
  ];
  const sum = chance.often(15) ? [cost + bid, 0] : [chance.often(8) ? cost + 2 : cost, chance.often(85) ? bid : 0];
  const [typedCost = 0, typedBid = 0] = sum;
  const amounts = chance.often(50)
    ? [typedBid > 0 ? `${typedCost}+${typedBid}` : String(typedCost), ...(link ? [link] : [])]
    : [
        '--cost',
        String(typedCost),
        ...(typedBid > 0 ? ['--boost', String(typedBid)] : []),
        ...(link ? ['--url', link] : []),
      ];
  life.count += 1;
  life.typed.set(job.number, life.count);
  run(['apply', ...amounts, ...more, ...late(life)]);
}

function typedTitle({ title }: TrueJob, chance: Chance): readonly string[] {
  switch (chance.pick(['exact', 'exact', 'upper', 'begin', 'own', 'none'])) {
    case 'exact':
      return ['--title', title];
    case 'upper':
      return ['--title', `${title.toUpperCase()}!`];
    case 'begin':
      return ['--title', title.split(' ').slice(0, 3).join(' ')];
    case 'own':
      return ['--title', chance.pick(['Nice job', 'The one Ann sent', 'zzz', '=1+1'])];
    default:
      return [];
  }
}

/** The proposal as the user names it. */
function named(job: TrueJob, { typed, chance }: LifeSoFar): string {
  const number = typed.get(job.number);
  if (number !== undefined && chance.often(75)) return String(number);
  return chance.pick([job.key, job.title.split(' ').slice(0, 2).join(' '), 'last']);
}

function outcomeAct(life: LifeSoFar, run: RunWords): void {
  const { truth, chance, today } = life;
  const open = truth.open(today);
  if (open.length === 0) return;
  const job = chance.pick(open);
  const fate = chance.pick([
    'cancelled',
    'cancelled',
    'outbid',
    'outbid',
    'viewed',
    'replied',
    'interview',
    'hired',
    'declined',
    'withdrawn',
    'lost',
    'removed',
    'expired',
  ]);
  if (fate === 'cancelled' || fate === 'removed') truth.cancel(today, job);
  if (fate === 'outbid') {
    if (job.boostIsBack) return;
    truth.outbid(today, job);
  }
  if (fate === 'viewed') job.status = 'viewed';
  if (fate === 'replied') job.status = 'active';
  if (fate === 'interview') {
    job.status = 'active';
    if (truth.edition(today).interview) truth.grant(today, 'Interview won', 10);
  }
  const ends = {
    hired: 'Hired',
    declined: 'Declined by client',
    withdrawn: 'Withdrawn',
    lost: 'Job is closed',
    expired: 'Job is closed',
  } as const;
  if (fate in ends) job.status = ends[fate as keyof typeof ends];
  if (!chance.often(65)) return;
  const more =
    fate === 'hired' && chance.often(40)
      ? ['--value', '400']
      : fate === 'interview' && chance.often(20)
        ? ['--reward', '5']
        : [];
  run(['mark', named(job, life), fate, ...more, ...late(life)]);
}

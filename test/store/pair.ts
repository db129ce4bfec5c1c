/** Two copies of one account on two machines, for tests of merging. */
import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type World, world } from '../world.ts';

export type Side = 'mine' | 'theirs';

export interface Pair {
  readonly home: World;
  /** Runs a command on one of the two copies. */
  run(side: Side, line: string): ReturnType<World['run']>;
  json(side: Side, line: string): Promise<Record<string, unknown>>;
  /** Merges the other side's copy, either its file or a saved copy. */
  merge(side: Side, more?: string, file?: string): ReturnType<World['run']>;
  /** A copy of a side's file as it is now. */
  kept(side: Side): string;
  /** Both copies once more, as they are now. */
  copy(): Pair;
  readonly path: Readonly<Record<Side, string>>;
}

const OTHER: Readonly<Record<Side, Side>> = { mine: 'theirs', theirs: 'mine' };

/** An account with some history, copied to a second machine. */
export async function pair(given: readonly string[] = [], files: Readonly<Record<string, string>> = {}): Promise<Pair> {
  const home = world({ today: '2021-03-20' });
  for (const [name, text] of Object.entries(files)) await home.env.writeText(name, text);
  for (const line of ['init --joined 2021-01-04', ...given]) await home.run(line);
  copyFileSync(home.db, join(home.folder, 'theirs.db'));
  return pairIn(home);
}

function pairIn(home: World): Pair {
  const path = { mine: home.db, theirs: join(home.folder, 'theirs.db') };
  const run: Pair['run'] = (side, line) => home.run(line, { vars: { CONNECTS_DB: path[side] } });
  let copies = 0;
  return {
    home,
    path,
    run,
    json: async (side, line) => JSON.parse((await run(side, `${line} --json`)).stdout) as Record<string, unknown>,
    merge: (side, more = '', file = path[OTHER[side]]) => run(side, `merge ${file} ${more}`.trim()),
    kept(side) {
      copies += 1;
      const copy = join(home.folder, `kept-${copies}.db`);
      copyFileSync(path[side], copy);
      return copy;
    },
    copy: () => pairIn(home.copy()),
  };
}

/** The answers of a ledger, without the numbers that differ between copies. */
export async function answers({ json }: Pair, side: Side): Promise<object> {
  const { transactions } = (await json(side, 'history --all')) as { transactions: Record<string, unknown>[] };
  const { proposals } = (await json(side, 'proposals')) as { proposals: Record<string, unknown>[] };
  const { balance } = await json(side, 'balance');
  const { grants } = (await json(side, 'grants')) as { grants: Record<string, unknown>[] };
  const { coupons } = await json(side, 'coupon list');
  return {
    balance,
    coupons,
    history: transactions.map(({ id: _, proposal: __, reverses: ___, command: ____, ...row }) => row),
    proposals: proposals.map(({ id: _, ...row }) => JSON.stringify(row)).sort(),
    grants: grants.map(({ id: _, ...grant }) => grant),
  };
}

/** A page with a proposal that has no key, a purchase, a day's badge and a reward. */
const PAGE = `date,connects,label,title
2021-03-05,60,Added extra Connects,
2021-03-04,-2,Availability Badge,
2021-03-03,5,Earned Connects by completing task,
2021-03-02,-4,Applied to job,Logo
`;

/** Pages to be imported and rulebooks to be added. */
export const PAGES: Readonly<Record<string, string>> = {
  'page.csv': PAGE,
  // The same page saved later: the badge has grown, and one row is new.
  'later.csv': PAGE.replace('2021-03-04,-2', '2021-03-04,-6').replace('\n', '\n2021-03-06,-3,Applied to job,Shop\n'),
  'ids.csv': 'date,connects,label,title,upworkid\n2021-03-02,-4,Applied to job,Logo,1234567890\n',
  'ids-other-words.csv': 'date,connects,label,title,upworkid\n2021-03-02,-4,Proposal sent,Logo,1234567890\n',
  'ids-next.csv': 'date,connects,label,title,upworkid\n2021-03-02,-4,Applied to job,Logo,1234567891\n',
  'closed.csv': 'date,connects,label,title\n2021-03-02,10,"You bid to boost a proposal, but the job was closed",Own\n',
  // Results of a proposal, and in another part of the history the proposal itself.
  'ends.csv':
    'date,connects,label,title\n2021-03-06,4,Job cancelled,Zine\n2021-03-04,-3,Connects bid for boosted proposal.,Zine\n',
  'begins.csv':
    'date,connects,label,title,url\n2021-03-04,-4,Applied to job,Zine,https://www.upwork.com/jobs/~0123/\n2021-03-02,-4,Applied to job,Own,https://www.upwork.com/jobs/~0124/\n',
  'reward.csv': 'date,connects,label,title\n2021-01-20,10,Interview won,Own\n',
  'proposals.txt':
    'Active proposals (0)\nSubmitted proposals (2)\nInitiated Mar 2, 2021\n2 weeks ago\nZine\nGeneral Profile\nInitiated Mar 1, 2021\n2 weeks ago\nMap\nGeneral Profile\n',
  // The same page, saved, with a link to each proposal.
  'proposals.html': `<title>My Proposals</title><section data-qa="card-submitted-proposals"><h2>Submitted proposals (2)</h2><table>${[
    ['Mar 2, 2021', '1366719936721846272', 'Zine'],
    ['Mar 1, 2021', '1366357548856246272', 'Map'],
  ]
    .map(
      ([on, id, title]) =>
        `<tr class="details-row"><td><span class="nowrap">Initiated ${on}</span></td><td><a href="/nx/proposals/${id}">${title}</a></td></tr>`,
    )
    .join('')}</table></section>`,
  'cycle.csv': 'date,connects,label\n2021-02-05,10,Monthly Connects renewal\n',
  'five.yaml': 'id: mine\nextends: 2020-12\nsince: 2021-01-01\nproposal:\n  max: 5\n',
  'eight.yaml': 'id: mine\nextends: 2020-12\nsince: 2021-01-01\nproposal:\n  max: 8\n',
};

type Sides = { readonly [side in Side]: readonly string[] };

interface Clash {
  readonly code: string;
  readonly proposal?: number;
  readonly name?: string;
  readonly outcomes?: Sides;
  readonly over?: Clash;
}

/** A conflict as one side reports it. */
export type Told = Clash & Sides;

/** The same conflict as the other side reports it. */
export const swapped = ({ mine, theirs, ...clash }: Told): Told => ({
  ...clashThere(clash),
  mine: theirs,
  theirs: mine,
});

/** A conflict without the numbers that differ between copies. */
export const numberless = ({ proposal: _, name: __, over, ...clash }: Told): Told => ({
  ...clash,
  ...(over && { over: numberless(over as Told) }),
});

const clashThere = ({ outcomes, over, ...clash }: Clash): Clash => ({
  ...clash,
  ...(outcomes && { outcomes: { mine: outcomes.theirs, theirs: outcomes.mine } }),
  ...(over && { over: clashThere(over) }),
});

/** The conflicts of a refused merge; none if it was accepted. */
export function conflictsOf({ code, stderr }: { readonly code: number; readonly stderr: string }): readonly Told[] {
  if (code === 0) return [];
  const { error } = JSON.parse(stderr) as { error: { code: string; details: { conflicts: readonly Told[] } } };
  return error.details.conflicts;
}

export const bytes = (path: string): Buffer => readFileSync(path);

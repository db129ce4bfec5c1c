/** Random command lines that undo, bring back, edit, join and pay in any order, for tests that run them through the program. */
import fc from 'fast-check';

/** What `page.csv` holds, which some of them import. */
export const RANDOM_PAGE = `date,connects,label,title,Transaction ID
2026-11-01,10,Monthly Connects renewal,,5004
2026-10-20,6,Job cancelled,Logo,5003
2026-10-12,-5,Connects bid for boosted proposal.,Zine,5002
2026-10-12,-4,Applied to job,Zine,5001
2026-10-02,-6,Applied to job,Logo,5000
`;

const id = fc.integer({ min: 1, max: 4 }).map(String);
const command = fc.integer({ min: 2, max: 14 }).map(String);
const day = fc.integer({ min: 1, max: 27 }).map((n) => `2026-11-${String(n).padStart(2, '0')}`);
const outcome = fc.constantFrom('viewed', 'replied', 'interview', 'hired', 'declined', 'cancelled', 'outbid');

const fee = fc.constantFrom('19.99', '14.99', 'none');

const line = (...words: (string | fc.Arbitrary<string>)[]): fc.Arbitrary<readonly string[]> =>
  fc.tuple(...words.map((word) => (typeof word === 'string' ? fc.constant(word) : word)));

export const randomLines = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: line('apply', '--cost', fc.constantFrom('10', '12'), '--title', id, '--on', day) },
    { weight: 3, arbitrary: line('apply', '--cost', '11', '--boost', '6', '--key', id, '--on', day) },
    { weight: 1, arbitrary: line('apply', '--invited', '--on', day) },
    { weight: 2, arbitrary: line('edit', id, '--title', 'New') },
    { weight: 2, arbitrary: line('edit', id, '--cost', fc.constantFrom('13', '14')) },
    { weight: 2, arbitrary: line('edit', id, '--boost', fc.constantFrom('0', '9'), '--on', day) },
    { weight: 1, arbitrary: line('edit', id, '--value', '250') },
    { weight: 5, arbitrary: line('mark', id, outcome, '--on', day) },
    { weight: 1, arbitrary: line('mark', id, outcome, '--force', '--on', day) },
    { weight: 2, arbitrary: line('void', command) },
    { weight: 2, arbitrary: line('join', id, id) },
    { weight: 2, arbitrary: line('import', 'page.csv', '--yes') },
    { weight: 1, arbitrary: line('earn', 'badge', '--name', 'Rising Talent', '--on', day) },
    { weight: 1, arbitrary: line('renew', '--on', day) },
    { weight: 2, arbitrary: line('plan', 'plus', '--fee', fee, '--on', day) },
    { weight: 1, arbitrary: line('plan', 'basic', '--on', day) },
    { weight: 1, arbitrary: line('config', 'set', 'monthly', fc.constantFrom('10', 'none')) },
    { weight: 1, arbitrary: line('coupon', 'add', 'SAVE', '--percent', '20', '--on', day) },
    { weight: 2, arbitrary: line('buy', '40', '--coupon', 'SAVE', '--on', day) },
    { weight: 1, arbitrary: line('edit', '--transaction', command, '--paid', fee) },
    { weight: 1, arbitrary: line('reconcile', fc.constantFrom('50', '80'), '--adjust', '--on', day) },
    { weight: 2, arbitrary: line('undo') },
    { weight: 2, arbitrary: line('redo') },
    { weight: 8, arbitrary: line('undo', command) },
  ),
  { minLength: 6, maxLength: 18, size: 'max' },
);

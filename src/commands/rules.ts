/** `connects rules`: the rulebook in force in plain words, and its editions listed, shown, compared, followed and added. */
import type { ProgramCall } from '../call.ts';
import { recordCommand } from '../record.ts';
import {
  CHANGE_COLUMNS,
  EDITION_COLUMNS,
  newerRulesHint,
  renderChanges,
  renderEdition,
  renderEditions,
} from '../render/editions.ts';
import { renderRules } from '../render/rules.ts';
import { Refused, usageRefused } from '../rules/answers/refusal.ts';
import { DEFAULT_EDITION, EDITIONS } from '../rules/rulebook/editions.ts';
import { newestEdition } from '../rules/rulebook/newest-edition.ts';
import type { Rulebook } from '../rules/rulebook/rulebook.ts';
import { rulebookChanges } from '../rules/rulebook/rulebook-diff.ts';
import { editionOn } from '../rules/state/state.ts';
import { withLedger } from '../store/open-store.ts';
import { answerLines, answerList, isTable, listFormat, withListOptions } from './answers/answer.ts';
import { pickEdition } from './line/edition.ts';
import { nameOf, readBytes } from './line/file.ts';
import { type AddSubcommand, onDay, withWriteOptions } from './line/subcommand.ts';
import { withExamples } from './line/usage.ts';

export const rulesCommand: AddSubcommand = (program, run) => {
  const group = withExamples(
    program.command('rules'),
    'connects rules',
    'connects rules diff 2020-12 2026',
    'connects rules use 2026 --on 2021-03-01',
  )
    .description(
      'Explains the rules you use: what Connects are, what a proposal costs, how to get more, and when they expire.',
    )
    .action(
      run(async (call) => {
        const { active, editions } = await readEditions(call);
        answerLines(call, { command: 'rules', fields: { edition: active } }, (page) => renderRules(active, page));
        const newest = newestEdition(editions);
        if (call.env.stdout.isTTY && !call.json && newest !== active.id) call.hint(newerRulesHint(active.id, newest));
      }),
    );
  withExamples(withListOptions(group.command('list')), 'connects rules list')
    .summary('the editions, and which one you use')
    .action(
      run(async (call, options) => {
        const { editions, active } = await readEditions(call);
        const items = [...editions.values()].map((each) => ({ ...each, active: each.id === active.id }));
        const format = listFormat(options);
        if (isTable(call, format)) {
          for (const line of renderEditions(items, active.id, call.page)) call.print(line);
          return;
        }
        const fields = { editions: items.map(({ id, since, active }) => ({ id, since, active })) };
        await answerList(call, { json: { command: 'rules list', fields }, columns: EDITION_COLUMNS, items, format });
      }),
    );
  withExamples(group.command('show'), 'connects rules show 2026')
    .summary('one edition, every number with its source')
    .argument('[edition]', 'its id (default: the one you use)')
    .action(
      run(async (call, id) => {
        const { editions, active } = await readEditions(call);
        const edition = id === undefined ? active : pickEdition(editions, id);
        answerLines(call, { command: 'rules show', fields: { edition } }, (page) => renderEdition(edition, page));
      }),
    );
  withExamples(withListOptions(group.command('diff')), 'connects rules diff 2020-12 2026')
    .summary('what changed from one edition to another')
    .argument('<from>', 'an edition')
    .argument('<to>', 'another')
    .action(
      run(async (call, a, b, options) => {
        const { editions } = await readEditions(call);
        const [from, to] = [pickEdition(editions, a), pickEdition(editions, b)];
        const changes = rulebookChanges(from, to);
        const format = listFormat(options);
        if (isTable(call, format)) {
          for (const line of renderChanges(changes, from, to, call.page)) call.print(line);
          return;
        }
        const json = { command: 'rules diff', fields: { changes } };
        await answerList(call, { json, columns: CHANGE_COLUMNS, items: changes, format });
      }),
    );
  withExamples(
    withWriteOptions(group.command('use')),
    'connects rules use 2026',
    'connects rules use 2026 --on 2021-03-01',
  )
    .summary('use an edition from a given day')
    .description('Uses an edition from a given day. Earlier entries keep the edition they were recorded under.')
    .argument('<edition>', 'its id')
    .action(
      run(async (call, edition, { on, dryRun = false }) =>
        recordCommand(call, { name: 'rules use', on: await onDay(call, on), edition }, { dryRun }),
      ),
    );
  withExamples(withWriteOptions(group.command('add')), 'connects rules add my-rules.yaml')
    .summary('add a rulebook of your own')
    .description('Adds a rulebook of your own, written as YAML or JSON.')
    .argument('<file>', 'the file, or - for standard input')
    .action(
      run(async (call, file, { on: typed, dryRun = false }) => {
        const on = await onDay(call, typed);
        const rulebook = await readRulebook(call, file);
        const extra = () => ({ hints: [`To use it: connects rules use ${rulebook.id}`] });
        return recordCommand(call, { name: 'rules add', on, rulebook }, { dryRun, extra });
      }),
    );
};

interface Shelf {
  readonly editions: ReadonlyMap<string, Rulebook>;
  /** The edition followed today; without an account the one a new account would follow. */
  readonly active: Rulebook;
}

async function readEditions(call: ProgramCall): Promise<Shelf> {
  const builtIn = new Map(EDITIONS.map((each) => [each.id, each]));
  try {
    return await withLedger(call, {}, async (ledger) => {
      const editions = await ledger.rulebooks();
      const state = await ledger.stateOn(call.today);
      return { editions, active: pickEdition(editions, state ? editionOn(state, call.today) : DEFAULT_EDITION) };
    });
  } catch (error) {
    if (!(error instanceof Refused && error.refusal.code === 'no-account')) throw error;
    return { editions: builtIn, active: pickEdition(builtIn, DEFAULT_EDITION) };
  }
}

async function readRulebook(call: ProgramCall, file: string): Promise<Rulebook> {
  const text = new TextDecoder().decode((await readBytes(call, file, 'rulebook')).bytes);
  const { parseRulebook } = await import('../parse/rulebook-file.ts');
  const parsed = parseRulebook(text);
  if (parsed.ok) return parsed.rulebook;
  throw usageRefused({ fault: 'bad-rulebook', file: nameOf(file), problems: parsed.problems });
}

/** One step of a life as plain data, so that steps can be dropped, kept as a case, and written as a shell script. */

export type MachineName = 'home' | 'laptop';

export type LifeStep =
  | {
      readonly do: 'run';
      readonly machine: MachineName;
      /** What the user's calendar shows; it may be earlier than before, where a clock was set back. */
      readonly today: string;
      /** Minutes that the user's clock is ahead of UTC. */
      readonly zone: number;
      readonly words: readonly string[];
      /** A file that is there when the command runs. */
      readonly file?: { readonly name: string; readonly text: string };
      /** For a page: the balance at its top. */
      readonly header?: number;
      /** The machine stops as the program touches the world for the so-manieth time; the files stay as they are then. */
      readonly crash?: number;
    }
  /** The laptop gets a copy of the ledger at home: its file, or a copy as JSON lines that it imports on that day. */
  | { readonly do: 'copy'; readonly jsonl?: string }
  /** Both copies are merged, each into the other, from the files or from copies as JSON lines. */
  | { readonly do: 'merge'; readonly today: string; readonly jsonl?: true };

/** The steps as a shell script that runs in an empty folder. */
export function shellScript(steps: readonly LifeStep[], title: string): string {
  const lines = steps.flatMap((step) => {
    if (step.do === 'copy') {
      if (!step.jsonl) return ['cp home.db laptop.db'];
      const imported = `CONNECTS_TODAY=${step.jsonl} connects --db laptop.db import home.jsonl --yes`;
      return [`rm -f laptop.db; ${exported('home', 'home.jsonl')}; ${imported}`];
    }
    if (step.do === 'merge') {
      // Where the copies disagree, the one at home wins on both sides.
      const merged = (into: string, from: string) =>
        [[], ['--prefer', into === 'home' ? 'mine' : 'theirs']]
          .map((prefer) => [`CONNECTS_TODAY=${step.today} connects --db ${into}.db merge ${from}`, ...prefer].join(' '))
          .join(' || ');
      return step.jsonl
        ? [
            `${exported('home', 'home.jsonl')}; ${exported('laptop', 'laptop.jsonl')}`,
            ...[merged('home', 'laptop.jsonl'), merged('laptop', 'home.jsonl')],
          ]
        : [
            'cp home.db home.before.db; cp laptop.db laptop.before.db',
            ...[merged('home', 'laptop.before.db'), merged('laptop', 'home.before.db')],
          ];
    }
    const { machine, today, words, file, crash } = step;
    const made = file ? [`cat > ${file.name} <<'END'`, file.text, 'END'] : [];
    const stopped = crash === undefined ? '' : `   # the machine stopped at touch ${crash}`;
    return [
      ...made,
      `CONNECTS_TODAY=${today} connects --db ${machine}.db ${words.map(inFolder).map(quoted).join(' ')}${stopped}`,
    ];
  });
  return [`# ${title}`, ...lines, ''].join('\n');
}

const exported = (machine: MachineName, file: string): string =>
  `connects --db ${machine}.db export --format jsonl --output ${file}`;

/** The script has no folders of machines. */
const inFolder = (word: string): string => word.replace(/^\.\.\//, '');

const quoted = (word: string): string => (/^[\w./:=+~-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);

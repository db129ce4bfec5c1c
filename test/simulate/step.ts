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
  /** The laptop gets a copy of the ledger at home. */
  | { readonly do: 'copy' }
  /** Both copies are merged, each into the other. */
  | { readonly do: 'merge'; readonly today: string };

/** The steps as a shell script that runs in an empty folder. */
export function shellScript(steps: readonly LifeStep[], title: string): string {
  const lines = steps.flatMap((step) => {
    if (step.do === 'copy') return ['cp home.db laptop.db'];
    if (step.do === 'merge') {
      return [
        'cp home.db home.before.db; cp laptop.db laptop.before.db',
        `CONNECTS_TODAY=${step.today} connects --db home.db merge laptop.before.db`,
        `CONNECTS_TODAY=${step.today} connects --db laptop.db merge home.before.db`,
      ];
    }
    const { machine, today, words, file, crash } = step;
    const made = file ? [`cat > ${file.name} <<'END'`, file.text, 'END'] : [];
    const stopped = crash === undefined ? '' : `   # the machine stopped at touch ${crash}`;
    return [...made, `CONNECTS_TODAY=${today} connects --db ${machine}.db ${words.map(quoted).join(' ')}${stopped}`];
  });
  return [`# ${title}`, ...lines, ''].join('\n');
}

const quoted = (word: string): string => (/^[\w./:=+~-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);

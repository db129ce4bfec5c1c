/** A command to copy stays on one line, in whatever way a text is wrapped. */
import { expect, test } from 'vitest';
import { dimParagraph } from '../../src/render/stats/groups.ts';
import { hangText, wrapText } from '../../src/render/text/wrap.ts';

const TEXT =
  'The price is not recorded. To find its ID: connects history --kind purchase. To add a price: connects edit --transaction ID --paid AMOUNT';
const COMMANDS = ['connects history --kind purchase', 'connects edit --transaction ID --paid AMOUNT'];

test.each([50, 52, 55, 60, 62, 66, 70, 75, 80])(
  'commands stay whole at %i columns, wrapped, hung or dimmed',
  (columns) => {
    const page = { columns, paint: { dim: (text: string) => text } } as unknown as Parameters<typeof dimParagraph>[1];
    for (const lines of [wrapText(TEXT, columns), hangText('  - ', TEXT, columns), dimParagraph([TEXT], page)]) {
      for (const command of COMMANDS) expect(lines.some((line) => line.includes(command))).toBe(true);
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(columns);
    }
  },
);

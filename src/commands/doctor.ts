/** `connects doctor`: a report fit for a bug report, with a way out for each fault. Works on a ledger in any state. */

import { version } from '../../package.json';
import type { Call } from '../call.ts';
import { answerCode } from '../exit.ts';
import { doctorFields, reportLines, tidy } from '../render/doctor.ts';
import type { DoctorReport } from '../render/doctor-report.ts';
import { faultsOf } from '../render/faults.ts';
import { warningFields } from '../render/warning.ts';
import type { Refusal } from '../rules/refusal.ts';
import { openVault } from '../store/open-store.ts';
import type { Subcommand } from './subcommand.ts';
import { shows } from './usage.ts';

export const doctor: Subcommand = (program, run) => {
  shows(program.command('doctor'), 'connects doctor')
    .description(
      'Shows versions, paths, file modes, integrity and backups for a bug report, and how to fix each problem found.',
    )
    .action(
      run(async (call) => {
        const report = await reportOn(call);
        const faults = faultsOf(report).map((fault) => ({ ...fault, hint: call.addressed(fault.hint) }));
        const ok = faults.length === 0;
        if (call.json) {
          const failed = ok ? [] : [warningFields({ code: 'check-failed', problems: faults.length })];
          call.emit('doctor', { ok, ...doctorFields(report), faults }, failed);
        } else {
          const { columns } = call.env.stdout;
          for (const line of reportLines(report, faults, { columns, paint: call.paint })) call.print(line);
        }
        return answerCode(ok);
      }),
    );
};

async function reportOn(call: Call): Promise<DoctorReport> {
  const { env, today } = call;
  const { node, os, home, zone, posix } = env.machine();
  const { sqlite, ...found } = await (await openVault(call)).diagnose();
  const short = (path: string): string => tidy(path, home);
  const stats = <T extends { readonly path: string }>(each: T | null) => each && { ...each, path: short(each.path) };
  return {
    ...found,
    versions: { connects: version, node, sqlite, os },
    zone,
    today,
    now: env.now(),
    posix,
    ledger: short(found.ledger),
    file: stats(found.file),
    folder: stats(found.folder),
    refusal: found.refusal && shorten(found.refusal, short),
    unwritable: found.unwritable && shorten(found.unwritable, short),
    data: short(found.data),
    backups: {
      ...found.backups,
      folder: short(found.backups.folder),
      refusal: found.backups.refusal && shorten(found.backups.refusal, short),
      list: found.backups.list.map((each) => ({ ...each, path: short(each.path) })),
    },
  };
}

const shorten = (refusal: Refusal, short: (path: string) => string): Refusal =>
  'db' in refusal ? { ...refusal, db: short(refusal.db) } : refusal;

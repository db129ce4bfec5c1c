/** `connects doctor`: a report fit for a bug report, with a way out for each fault. Works on a ledger in any state. */
import { version } from '../../package.json';
import type { ProgramCall } from '../call.ts';
import { isSwitchedOn, readConfigFile } from '../config-file.ts';
import { answerCode } from '../exit.ts';
import { warningFields } from '../render/refusals/warning-sentences.ts';
import { doctorFields, reportLines, tidyPath } from '../render/upkeep/doctor.ts';
import type { DoctorReport } from '../render/upkeep/doctor-report.ts';
import { faultsOf } from '../render/upkeep/faults.ts';
import type { Refusal } from '../rules/answers/refusal.ts';
import { openVault } from '../store/open-store.ts';
import { answerLines } from './answers/answer.ts';
import type { AddSubcommand } from './line/subcommand.ts';
import { withExamples } from './line/usage.ts';

export const doctorCommand: AddSubcommand = (program, run) => {
  withExamples(program.command('doctor'), 'connects doctor')
    .description(
      'Shows versions, paths, file modes, integrity and backups for a bug report, and how to fix each problem found.',
    )
    .action(
      run(async (call) => {
        const report = await reportOn(call);
        const faults = faultsOf(report).map((fault) => ({ ...fault, hint: call.addressed(fault.hint) }));
        const isSound = faults.length === 0;
        const warnings = isSound ? [] : [warningFields({ code: 'check-failed', problems: faults.length })];
        const fields = { ok: isSound, ...doctorFields(report), faults };
        answerLines(call, { command: 'doctor', fields, warnings }, (page) => reportLines(report, faults, page));
        return answerCode(isSound);
      }),
    );
};

/** The diagnosis, with short paths. */
async function reportOn(call: ProgramCall): Promise<DoctorReport> {
  const { env, today } = call;
  const { node, os, home, zone, posix } = env.machine();
  const { sqlite, ...found } = await (await openVault(call)).diagnose();
  const short = (path: string): string => tidyPath(path, home);
  const placed = <T extends { readonly path: string }>(each: T): T => ({ ...each, path: short(each.path) });
  const refused = (refusal: Refusal | null): Refusal | null =>
    refusal && 'db' in refusal ? { ...refusal, db: short(refusal.db) } : refusal;
  const { ledger, file, folder, data, backups } = found;
  const { path: config, refusal: misfit, ...configured } = await readConfigFile(env);
  const isLeftOut = isSwitchedOn(env.vars['CONNECTS_NO_CONFIG']);
  return {
    ...found,
    versions: { connects: version, node, sqlite, os },
    zone,
    today,
    now: env.now(),
    posix,
    ledger: short(ledger),
    file: file && placed(file),
    folder: folder && placed(folder),
    refusal: refused(found.refusal),
    unwritable: refused(found.unwritable),
    data: short(data),
    config: {
      ...configured,
      path: config && short(config),
      isLeftOut,
      refusal: misfit && 'file' in misfit ? { ...misfit, file: short(misfit.file) } : misfit,
    },
    backups: {
      ...backups,
      folder: short(backups.folder),
      refusal: refused(backups.refusal),
      list: backups.list.map(placed),
    },
  };
}

/** Every subcommand by its name, in the order of `--help`. */
import { apply } from './apply.ts';
import { backup } from './backup.ts';
import { balance } from './balance.ts';
import { buy } from './buy.ts';
import { canApply } from './can-apply.ts';
import { check } from './check.ts';
import { config } from './config.ts';
import { coupon } from './coupon.ts';
import { doctor } from './doctor.ts';
import { due } from './due.ts';
import { earn } from './earn.ts';
import { exporting } from './export.ts';
import { forecast } from './forecast.ts';
import { expiring, grants } from './grants.ts';
import { help } from './help.ts';
import { history } from './history.ts';
import { importing } from './import.ts';
import { init } from './init.ts';
import { mark } from './mark.ts';
import { merge } from './merge.ts';
import { plan } from './plan.ts';
import { proposals } from './proposals.ts';
import { reconcile } from './reconcile.ts';
import { renew } from './renew.ts';
import { report } from './report.ts';
import { restore } from './restore.ts';
import { rules } from './rules.ts';
import { show } from './show.ts';
import { spend } from './spend.ts';
import { stats } from './stats.ts';
import type { Subcommand } from './subcommand.ts';
import { redo, undo } from './turn.ts';
import { whatIf } from './what-if.ts';

export const SUBCOMMANDS: ReadonlyMap<string, Subcommand> = new Map(
  Object.entries({
    init,
    apply,
    mark,
    buy,
    coupon,
    earn,
    spend,
    renew,
    plan,
    reconcile,
    undo,
    redo,
    balance,
    history,
    proposals,
    show,
    grants,
    expiring,
    stats,
    due,
    forecast,
    'what-if': whatIf,
    report,
    'can-apply': canApply,
    rules,
    import: importing,
    export: exporting,
    merge,
    backup,
    restore,
    check,
    doctor,
    config,
    help,
  }),
);

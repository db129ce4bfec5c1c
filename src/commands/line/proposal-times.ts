/** The two instants of a proposal: when its job was posted, as it was typed, and when it was sent. */
import type { ProgramCall } from '../../call.ts';
import { type PostedTime, parsePostedTime } from '../../parse/posted-time.ts';
import { usageRefused } from '../../rules/answers/refusal.ts';
import type { Warning } from '../../rules/answers/warning.ts';
import type { Day } from '../../rules/values/calendar.ts';

/**
 * What is recorded on its own day is taken as sent now. Of any other day the hour is not known, which is said where a
 * delay was asked for. On a fixed today, a time that counts back from now tells what now is.
 */
export function proposalTimes(
  call: ProgramCall,
  on: Day,
  { posted }: { readonly posted?: string | undefined },
): { readonly times: { readonly postedAt?: string; readonly sentAt?: string }; readonly warnings: readonly Warning[] } {
  const isToday = on === call.today;
  // Where today is a fixed one, the clock alone says nothing of it.
  const isNow = isToday && (isClockToday(call) || (posted !== undefined && isCountedBack(call, posted)));
  const sent = isNow ? { sentAt: nowOf(call) } : {};
  if (posted === undefined) return { times: sent, warnings: [] };
  const times = { postedAt: postedInstant(call, posted, on), ...sent };
  return { times, warnings: isNow ? [] : [{ code: 'hour-unknown', on, isToday }] };
}

const isClockToday = ({ env, today }: ProgramCall): boolean => env.localTime(env.startedAt).startsWith(today);

const isCountedBack = ({ today }: ProgramCall, posted: string): boolean => {
  const time = parsePostedTime(posted, today);
  return typeof time !== 'string' && 'minutesAgo' in time;
};

/** Where today is a fixed one, it is as late on it as on the clock. */
function nowOf(call: ProgramCall): string {
  const { env, today } = call;
  const { startedAt: clock } = env;
  return isClockToday(call) ? clock : (env.instantOf(`${today}${env.localTime(clock).slice(10)}`) ?? clock);
}

/** `sentOn`: the day of the proposal, which is no earlier; null: any day so far. */
export function postedInstant(call: ProgramCall, given: string, sentOn: Day | null): string {
  const { env, today } = call;
  const now = nowOf(call);
  const time = parsePostedTime(given, today);
  if (typeof time === 'string') throw usageRefused({ fault: 'posted-time', given, why: time });
  const posted = instantOf(env, time, now);
  if (posted === null) throw usageRefused({ fault: 'posted-time', given, why: 'unreadable' });
  // Where clocks go forward, an hour is not there, and the system would read another one.
  if ('time' in time && /T\d\d:\d\d(:[\d.]+)?$/.test(time.time) && env.localTime(posted) !== time.time.slice(0, 16)) {
    throw usageRefused({ fault: 'posted-time', given, why: 'skipped' });
  }
  const isFuture = env.localTime(posted).slice(0, 10) > (sentOn ?? today) || (isClockToday(call) && posted > now);
  if (isFuture) throw usageRefused({ fault: 'posted-time', given, why: 'minutesAgo' in time ? 'counted' : 'future' });
  return posted;
}

const instantOf = (env: ProgramCall['env'], time: PostedTime, now: string): string | null =>
  'minutesAgo' in time ? env.instantOf(now, time.minutesAgo) : env.instantOf(time.time);

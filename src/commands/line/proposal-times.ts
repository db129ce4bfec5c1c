/** The two instants of a proposal: when its job was posted, as it was typed, and when it was sent. */
import type { ProgramCall } from '../../call.ts';
import { type PostedTime, parsePostedTime } from '../../parse/posted-time.ts';
import { usageRefused } from '../../rules/answers/refusal.ts';
import type { Day } from '../../rules/values/calendar.ts';

/** What is recorded on its own day is taken as sent now. Of any other day the hour is not known. */
export function proposalTimes(
  call: ProgramCall,
  on: Day,
  { posted }: { readonly posted?: string | undefined },
): { readonly postedAt?: string; readonly sentAt?: string } {
  const now = call.env.startedAt;
  // Where today is a fixed one, the clock says nothing of it.
  const isNow = on === call.today && call.env.localTime(now).startsWith(on);
  return {
    ...(posted === undefined ? {} : { postedAt: postedInstant(call, posted, on) }),
    ...(isNow ? { sentAt: now } : {}),
  };
}

/** `sentOn`: the day of the proposal, which is no earlier; null: any day so far. */
export function postedInstant({ env, today }: ProgramCall, given: string, sentOn: Day | null): string {
  const clock = env.startedAt;
  const isClockToday = env.localTime(clock).startsWith(today);
  // Where today is a fixed one, it is as late on it as on the clock.
  const now = isClockToday ? clock : (env.instantOf(`${today}${env.localTime(clock).slice(10)}`) ?? clock);
  const time = parsePostedTime(given, today);
  if (typeof time === 'string') throw usageRefused({ fault: 'posted-time', given, why: time });
  const posted = instantOf(env, time, now);
  if (posted === null) throw usageRefused({ fault: 'posted-time', given, why: 'unreadable' });
  // Where clocks go forward, an hour is not there, and the system would read another one.
  if ('time' in time && /T\d\d:\d\d(:[\d.]+)?$/.test(time.time) && env.localTime(posted) !== time.time.slice(0, 16)) {
    throw usageRefused({ fault: 'posted-time', given, why: 'skipped' });
  }
  const isFuture = env.localTime(posted).slice(0, 10) > (sentOn ?? today) || (isClockToday && posted > now);
  if (isFuture) throw usageRefused({ fault: 'posted-time', given, why: 'future' });
  return posted;
}

const instantOf = (env: ProgramCall['env'], time: PostedTime, now: string): string | null =>
  'minutesAgo' in time ? env.instantOf(now, time.minutesAgo) : env.instantOf(time.time);

/** When a job was posted, as typed: `10:30`, `yesterday 18:00`, `2 hours ago`, or a time of ISO 8601 with or without a zone. */
import { addDays, type Day, isDay } from '../rules/values/calendar.ts';

/** So long before now, or a time that is on the user's clock unless it has a zone. */
export type PostedTime = { readonly minutesAgo: number } | { readonly time: string };

const AGO = /^(?:posted )?(\d{1,4}|an?|one) (minute|min|hour|hr|day|week)s? ago$/;
const MINUTES: Readonly<Record<string, number>> = { minute: 1, min: 1, hour: 60, hr: 60, day: 1440, week: 10_080 };
const CLOCK =
  /^(?:(today|yesterday|\d{4}-\d{2}-\d{2})(?:t| at | ))?([01]?\d|2[0-3]):([0-5]\d)(:[0-5]\d(?:\.\d{1,9})?)?/;
const ZONE = /^ ?(z|utc|[+-](?:0\d|1[0-4]):?[0-5]\d)?$/;

export function parsePostedTime(text: string, today: Day): PostedTime | 'unreadable' | 'no-hour' {
  const given = text.trim().toLowerCase().replaceAll(/\s+/g, ' ');
  const [, count, unit] = AGO.exec(given) ?? [];
  if (count && unit) return { minutesAgo: (Number(count) || 1) * (MINUTES[unit] ?? 0) };
  if (isDay(given) || given === 'today' || given === 'yesterday') return 'no-hour';
  const [clock, named = 'today', hours = '', minutes, seconds = ':00'] = CLOCK.exec(given) ?? [];
  const zone = clock === undefined ? null : ZONE.exec(given.slice(clock.length));
  const day = named === 'today' ? today : named === 'yesterday' ? addDays(today, -1) : named;
  if (!zone || !isDay(day)) return 'unreadable';
  return { time: `${day}T${hours.padStart(2, '0')}:${minutes}${seconds}${zoneOf(zone[1])}` };
}

function zoneOf(typed = ''): string {
  if (typed === 'z' || typed === 'utc') return 'Z';
  return typed.length === 5 ? `${typed.slice(0, 3)}:${typed.slice(3)}` : typed;
}

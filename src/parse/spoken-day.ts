/** Days in words, as chrono reads them. Loaded only when a day is no ISO day. */
import { casual } from 'chrono-node/en';
import { lightFormat } from 'date-fns/lightFormat';
import { parseISO } from 'date-fns/parseISO';
import { type Day, isDay } from '../rules/values/calendar.ts';

/** The day that the whole text names, relative to today; null when a part of the text is not understood. */
export function spokenDay(text: string, today: Day): Day | null {
  const noon = parseISO(`${today}T12:00:00`);
  const [found, ...more] = casual.parse(text, noon, { forwardDate: false });
  if (!found || more.length > 0 || found.text.length !== text.length) return null;
  const day = lightFormat(found.start.date(), 'yyyy-MM-dd');
  return isDay(day) ? day : null;
}

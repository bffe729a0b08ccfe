// Days as text, YYYY-MM-DD: no moment in time, so no zone.

export function dayAfter(day: string, by: number): string {
  const date = new Date(`${day}T12:00:00Z`);
  date.setUTCDate(date.getUTCDate() + by);
  return date.toISOString().slice(0, 10);
}

export function dayName(day: string, language: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' }).format(new Date(`${day}T12:00:00Z`));
}

/** "16–22 November 2026" */
export function daysName(first: string, last: string, language: string): string {
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' });
  return format.formatRange(new Date(`${first}T12:00:00Z`), new Date(`${last}T12:00:00Z`));
}

/** A stretch below a chart: a weekday of a week, or the days of a month. */
export function shortName({ first, last }: { first: string; last: string }, span: 'week' | 'month', language: string): string {
  if (first === last) return dayName(first, language, span === 'week' ? { weekday: 'short' } : { day: 'numeric' });
  return `${dayName(first, language, { day: 'numeric' })}–${dayName(last, language, { day: 'numeric' })}`;
}

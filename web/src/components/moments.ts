// Moments in words, in the reader's language: near ones relative, far ones by date and time.

export function moment(iso: string, language: string, now = Date.now()): string {
  const seconds = (Date.parse(iso) - now) / 1000;
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  const past = Math.abs(seconds);
  if (past < 60) return relative.format(0, 'minute');
  if (past < 3600) return relative.format(Math.round(seconds / 60), 'minute');
  if (past < 12 * 3600) return relative.format(Math.round(seconds / 3600), 'hour');
  return new Intl.DateTimeFormat(language, { weekday: 'short', day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' }).format(
    new Date(iso),
  );
}

/** A day far away: "22 November 2026". */
export function dayText(iso: string, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'long' }).format(new Date(iso));
}

export function dayOf(date: string, language: string, style: 'short' | 'long'): string {
  const options: Intl.DateTimeFormatOptions =
    style === 'short' ? { weekday: 'short' } : { weekday: 'long', day: 'numeric', month: 'long' };
  return new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' }).format(new Date(`${date}T12:00:00Z`));
}

const UNITS = [
  ['year', 365 * 24 * 3600],
  ['month', 30 * 24 * 3600],
  ['day', 24 * 3600],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const;

/** `2026-11-24T20:21:17Z (3 minutes ago)`; any other text as it is. */
export function withAge(text: string, now: Date): string {
  if (!ISO_TIME.test(text)) return text;
  const seconds = Math.round((Date.parse(text) - now.getTime()) / 1000);
  return Number.isNaN(seconds) ? text : `${text} (${ageText(seconds)})`;
}

const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?Z$/;

function ageText(seconds: number): string {
  const size = Math.abs(seconds);
  const [unit, length] = UNITS.find(([, of]) => size >= of) ?? ['second', 1];
  const count = Math.floor(size / length);
  if (count === 0) return 'now';
  const text = `${count} ${unit}${count === 1 ? '' : 's'}`;
  return seconds < 0 ? `${text} ago` : `in ${text}`;
}

const NUMBER = new Intl.NumberFormat('en');
const COMPACT = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });
const CLOCK = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const WHOLE = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });
const DAY_MILLISECONDS = 86_400_000;

/** A whole number for people: `4,000`. */
export function countWords(count: number): string {
  return NUMBER.format(count);
}

/** A number for a narrow place, at most five characters long: `9,999`, `12.3K`. */
export function shortCount(count: number): string {
  return count < 10_000 ? NUMBER.format(Math.round(count)) : COMPACT.format(count);
}

/** So many of something: `1 dead letter`, `12 dead letters`, `no dead letters`. */
export function manyWords(count: number, one: string, many = `${one}s`): string {
  return count === 0 ? `no ${many}` : `${countWords(count)} ${count === 1 ? one : many}`;
}

const UNITS = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
  ['s', 1],
] as const;

/** A duration by its two largest units: `2 d 3 h`, `4 min 45 s`, `0 s`. */
export function secondsWords(seconds: number): string {
  let left = Math.max(0, Math.round(seconds));
  const first = UNITS.findIndex(([, size]) => left >= size);
  if (first === -1) return '0 s';
  const parts: string[] = [];
  for (const [unit, size] of UNITS.slice(first, first + 2)) {
    const count = Math.floor(left / size);
    if (count > 0) parts.push(`${count} ${unit}`);
    left %= size;
  }
  return parts.join(' ');
}

/** A duration for a narrow place, by its largest unit: `2 d`, `5 min`, `0 s`. */
export function roughSecondsWords(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const [unit, size] = UNITS.find(([, each]) => whole >= each) ?? ['s', 1];
  return `${Math.round(whole / size)} ${unit}`;
}

/** Time between two moments of a timeline: `+12 ms`, `+3.4 s`, `+2 min 5 s`. */
export function afterWords(milliseconds: number): string {
  if (milliseconds < 1000) return `+${Math.max(0, Math.round(milliseconds))} ms`;
  if (milliseconds < 60_000) return `+${(milliseconds / 1000).toFixed(1)} s`;
  return `+${secondsWords(milliseconds / 1000)}`;
}

/** A moment for a list: the time of day, and the day where it is not that of `now`. */
export function momentWords(iso: string, now: number): string {
  const at = Date.parse(iso);
  if (Number.isNaN(at)) return '';
  const time = CLOCK.format(at);
  return Math.abs(now - at) < DAY_MILLISECONDS / 2 ? time : `${DAY.format(at)} ${time}`;
}

/** A moment in full. */
export function wholeMoment(iso: string): string {
  const at = Date.parse(iso);
  return Number.isNaN(at) ? '' : WHOLE.format(at);
}

/** A size for people: `512 bytes`, `12 kB`. */
export function sizeWords(bytes: number): string {
  return bytes < 1000 ? manyWords(bytes, 'byte') : `${countWords(Math.round(bytes / 1000))} kB`;
}

const NUMBER = new Intl.NumberFormat('en');

/** A whole number for people: `4,000`. */
export function formatCount(count: number): string {
  return NUMBER.format(count);
}

const UNITS = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
  ['s', 1],
] as const;

/** A duration by its two largest units: `2 d 3 h`, `4 min 45 s`, `0 s`. */
export function formatSeconds(seconds: number): string {
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

/** How long ago a moment is; what lies ahead of this machine's clock is now. */
export function formatAge(moment: Date, now: number = Date.now()): string {
  return formatSeconds((now - moment.getTime()) / 1000);
}

import type { Layout } from '../../words/layout.ts';
import { plain } from '../../words/plain.ts';
import { formatAge } from '../../words/quantities.ts';
import { cut } from '../../words/width.ts';
import type { AlarmPart } from './document.ts';

/** With more alarms on than this their sentences would push the rest off the screen. */
const EXPLAINED = 4;

/** Lines for the alarms that are on, each with what it means. */
export function formatAlarmsOn(alarms: readonly AlarmPart[], { width, now, paint }: Layout): string[] {
  const on = alarms.filter(({ state }) => state === 'ALARM');
  return on.flatMap((alarm) => {
    const since = alarm.since === null ? '' : `, for ${formatAge(new Date(alarm.since), now)}`;
    const title = cut(`ALARM ${plain(alarm.kind)}${since}`, width);
    const explanation = cut(`  ${sentenceOf(alarm)}`, width);
    return [paint(['bold', 'red'], title), ...(on.length > EXPLAINED ? [] : [explanation])];
  });
}

/** In a few words how all alarms are. */
export function summarizeAlarms(alarms: readonly AlarmPart[]): string {
  if (alarms.length === 0) return 'none in the outputs of the pipeline';
  const named = (state: string) => alarms.filter((alarm) => alarm.state === state);
  const ok = named('OK').length;
  if (ok === alarms.length) return `all ${ok} OK`;
  const on = named('ALARM').length;
  const others = alarms.filter(({ state }) => state !== 'OK' && state !== 'ALARM');
  return [
    ...(on > 0 ? [`${on} on`] : []),
    ...(ok > 0 ? [`${ok} OK`] : []),
    ...others.map(
      ({ kind, state }) => `${plain(kind)} ${Object.hasOwn(STATES, state) ? STATES[state] : plain(state)}`,
    ),
  ].join(', ');
}

const STATES: Readonly<Record<string, string>> = {
  INSUFFICIENT_DATA: 'without data',
  missing: 'missing in CloudWatch',
};

/** What the alarm says of itself, else why CloudWatch turned it on. */
function sentenceOf({ description, reason }: AlarmPart): string {
  const first = (description || reason).replace(/\n.*/s, '');
  const end = first.search(/[.!?](\s|$)/);
  return plain(end === -1 ? first : first.slice(0, end + 1));
}

import { Stack } from 'aws-cdk-lib';
import { ALARMS } from '../../contract/alarms.ts';
import { planDelivery } from '../../lib/delivery-plan.ts';
import { describeAlarm } from '../../lib/monitoring/alarm-descriptions.ts';
import { resolveProps } from '../../lib/props.ts';
import { table } from './table.ts';

/** What `docs/operations.md` tells of the alarms, by the name in the comments around it. */
export const OPERATIONS: Readonly<Record<string, () => string>> = { alarms };

/** By the default thresholds, as the alarm itself tells it. */
function alarms(): string {
  const settings = resolveProps(new Stack(undefined, 'Mail'), { sourceAddress: 'sender@example.com' });
  if (settings.alarms === undefined) throw new Error('By default a pipeline has alarms.');
  const facts = { plan: planDelivery(settings), settings: settings.alarms };
  const rows = ALARMS.map((kind) => {
    const [happened = '', , types = ''] = describeAlarm(kind, 'Mail', facts).split('\n');
    const [, command = ''] = /npx (amplify-mailroom .*?) --outputs/.exec(types) ?? [];
    return [`[\`${kind}\`](#${kind.toLowerCase()})`, happened, `\`${command}\``];
  });
  return table(['alarm', 'what it tells', 'what shows more'], rows);
}

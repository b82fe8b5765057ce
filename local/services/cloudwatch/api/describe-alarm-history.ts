import { numberOf } from '../../../../template/scalars.ts';
import type { Alarm, Transition } from '../alarm.ts';
import type { Action } from './action.ts';
import { pageOf, pageSize } from './pages.ts';

const MAX_RECORDS = 100;

/** The changes of alarms' states; there are no other entries. @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarmHistory.html */
export const describeAlarmHistory: Action = async (request, cloudWatch) => {
  await cloudWatch.refresh();
  const { AlarmName, HistoryItemType, StartDate, EndDate, ScanBy, MaxRecords, NextToken } = request;
  const [start, end] = [
    numberOf(StartDate ?? 0) * 1000,
    numberOf(EndDate ?? Number.POSITIVE_INFINITY) * 1000,
  ];
  const items = cloudWatch.alarms
    .filter(({ definition }) => AlarmName === undefined || definition.name === AlarmName)
    .flatMap((alarm) => alarm.history.map((transition) => ({ alarm, transition })))
    .filter(({ transition: { at } }) => at >= start && at <= end)
    .filter(() => HistoryItemType === undefined || HistoryItemType === 'StateUpdate')
    .sort((one, other) => other.transition.at - one.transition.at);
  const ordered = ScanBy === 'TimestampAscending' ? items.toReversed() : items;
  const { items: page, ...next } = pageOf(ordered, pageSize(MaxRecords, MAX_RECORDS), NextToken);
  return { AlarmHistoryItems: page.map(({ alarm, transition }) => itemOf(alarm, transition)), ...next };
};

function itemOf({ definition }: Alarm, { at, from, to, reason }: Transition): object {
  return {
    AlarmName: definition.name,
    AlarmType: 'MetricAlarm',
    Timestamp: at / 1000,
    HistoryItemType: 'StateUpdate',
    HistorySummary: `Alarm updated from ${from} to ${to}`,
    HistoryData: JSON.stringify({
      version: '1.0',
      oldState: { stateValue: from },
      newState: { stateValue: to, stateReason: reason },
    }),
  };
}

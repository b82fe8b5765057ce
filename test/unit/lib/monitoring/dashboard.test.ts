import { describe, expect, it } from '@jest/globals';
import type { CustomNotifications } from '../../../../lib/index.ts';
import { aPipeline, onlyResource } from '../../../support/construct/pipeline-template.ts';

interface Widget {
  readonly type: string;
  readonly properties: { readonly title?: string; readonly annotations?: unknown };
}

describe('the dashboard', () => {
  it('marks where the alarm of the quota goes off', () => {
    const own = widgetsOf(aPipeline({ alarms: { dailyQuotaUsedPercent: 60 } }));

    expect(graph(own, 'Daily quota of the account (percent)').annotations).toEqual({
      horizontal: [{ value: 60, label: 'Alarm', yAxis: 'left' }],
    });
  });

  it('shows neither alarms nor their threshold where there are none', () => {
    const own = widgetsOf(aPipeline({ alarms: false }));

    expect(own.map(({ type }) => type)).not.toContain('alarm');
    expect(graph(own, 'Daily quota of the account (percent)').annotations).toBeUndefined();
  });
});

/** The widgets of the only dashboard, with `<reference>` in place of each. */
function widgetsOf(pipeline: CustomNotifications): Widget[] {
  const { DashboardBody } = onlyResource(pipeline, 'AWS::CloudWatch::Dashboard').Properties as {
    DashboardBody: { 'Fn::Join': [string, unknown[]] };
  };
  const parts = DashboardBody['Fn::Join'][1];
  return JSON.parse(parts.map((part) => (typeof part === 'string' ? part : '<reference>')).join('')).widgets;
}

function graph(widgets: readonly Widget[], title: string): Widget['properties'] {
  const found = widgets.find(({ properties }) => properties.title === title);
  if (!found) throw new Error(`There is no graph ${title}`);
  return found.properties;
}

import {
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type GraphWidgetProps,
  type IWidget,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { shellWord } from '../../contract/shell-word.ts';
import { pipelineName } from '../outputs.ts';
import type { Alarms } from './alarms.ts';
import * as graphs from './graphs.ts';
import type { AlarmSettings } from './props.ts';
import type { WatchedPipeline } from './watched-pipeline.ts';

/** CloudWatch's grid is this many units wide. */
const FULL_WIDTH = 24;

/** Creates the dashboard of `pipeline`. It gets no name, so that several of them fit into one account. */
export function createDashboard(
  pipeline: Construct & WatchedPipeline,
  alarms: Alarms | undefined,
  thresholds: Pick<AlarmSettings, 'dailyQuotaUsedPercent'> | undefined,
): Dashboard {
  const { queue, emailer, feedback } = pipeline;
  return new Dashboard(pipeline, 'Dashboard', {
    widgets: [
      [heading(pipelineName(pipeline))],
      ...(alarms ? [[alarmStatus(alarms)]] : []),
      row(graphs.flowIn(pipeline), graphs.flowOut(pipeline), graphs.waiting(queue)),
      row(graphs.age(pipeline), graphs.verdicts(emailer)),
      row(graphs.deadLettersByReason(emailer), graphs.deadLetterQueues(pipeline)),
      row(graphs.pace(emailer), graphs.dailyQuota(emailer, thresholds?.dailyQuotaUsedPercent)),
      row(graphs.deliveryTime(emailer), graphs.duration(emailer)),
      ...(feedback ? [row(graphs.toldBySes(feedback), graphs.reputation())] : []),
    ],
  });
}

function heading(pipeline: string): IWidget {
  const command = `npx amplify-mailroom status --outputs --pipeline ${shellWord(pipeline)}`;
  const markdown = `## ${pipeline}\n\`${command}\` · docs/operations.md`;
  return new TextWidget({ markdown, width: FULL_WIDTH, height: 2 });
}

function alarmStatus(alarms: Alarms): IWidget {
  return new AlarmStatusWidget({
    title: 'Alarms',
    alarms: Object.values(alarms),
    width: FULL_WIDTH,
    height: 3,
  });
}

function row(...widgets: readonly GraphWidgetProps[]): IWidget[] {
  return widgets.map((props) => new GraphWidget({ ...props, width: FULL_WIDTH / widgets.length }));
}

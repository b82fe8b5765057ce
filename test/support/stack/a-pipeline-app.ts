import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { CustomNotifications, type CustomNotificationsProps } from '../../../lib/index.ts';

/**
 * Synthesizes an app with one pipeline for each of `pipelines`, all in one stack, and gives its cloud assembly.
 *
 * @param change what a test changes of each before synth.
 */
export function aPipelineApp(
  pipelines: Readonly<Record<string, CustomNotificationsProps>>,
  change: (pipeline: CustomNotifications) => void = () => {},
): string {
  const outdir = mkdtempSync(join(tmpdir(), 'mailroom-app-'));
  // A local stack holds more than CloudFormation's 500 resources.
  const app = new App({ outdir, context: { '@aws-cdk/core:stackResourceLimit': 0 } });
  const stack = new Stack(app, 'Mail');
  for (const [id, props] of Object.entries(pipelines)) change(new CustomNotifications(stack, id, props));
  app.synth();
  return outdir;
}

/**
 * The reference backend, which the plugin checks where PIPELINE_VALIDATION is set. At its end it writes what it took of the
 * processors, and the plugin of that, in microseconds.
 */
import { defineBackend } from '@aws-amplify/backend';
import { CustomNotifications } from 'amplify-mailroom';
import type { ValidationContext } from 'amplify-mailroom/validation';
import { Validations } from 'aws-cdk-lib';
import { welcome } from '../../amplify/functions/welcome/resource.ts';

const backend = defineBackend({ welcome });

const customNotifications = new CustomNotifications(
  backend.createStack('CustomNotifications'),
  'CustomNotifications',
  { sourceAddress: 'sender@example.com' },
);

customNotifications.addPublisher(backend.welcome.resources.lambda);

backend.addOutput(customNotifications.outputs);

let plugin = 0;

if (process.env.PIPELINE_VALIDATION) {
  let start = cpuMicroseconds();
  const { PipelineValidation } = await import('amplify-mailroom/validation');
  const measured = new (class extends PipelineValidation {
    override validate(context: ValidationContext) {
      start = cpuMicroseconds();
      const report = super.validate(context);
      plugin += cpuMicroseconds() - start;
      return report;
    }
  })();
  Validations.of(backend.stack.node.root).addPlugins(measured);
  plugin += cpuMicroseconds() - start;
}

process.on('exit', () => process.stdout.write(JSON.stringify({ all: cpuMicroseconds(), plugin })));

function cpuMicroseconds(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

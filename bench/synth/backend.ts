import { defineBackend } from '@aws-amplify/backend';
import { CustomNotifications } from 'amplify-mailroom';
import { Validations } from 'aws-cdk-lib';
import { welcome } from '../../amplify/functions/welcome/resource.ts';

/** The reference backend, which a plugin checks where PIPELINE_VALIDATION says so. */
const backend = defineBackend({ welcome });

const customNotifications = new CustomNotifications(
  backend.createStack('CustomNotifications'),
  'CustomNotifications',
  { sourceAddress: 'sender@example.com' },
);

customNotifications.addPublisher(backend.welcome.resources.lambda);

backend.addOutput(customNotifications.outputs);

if (process.env.PIPELINE_VALIDATION) {
  const { PipelineValidation } = await import('amplify-mailroom/validation');
  Validations.of(backend.stack.node.root).addPlugins(new PipelineValidation());
}

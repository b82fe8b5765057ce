import { defineBackend } from '@aws-amplify/backend';
import { CustomNotifications } from 'amplify-mailroom';
import { welcome } from './functions/welcome/resource';

const backend = defineBackend({ welcome });

const customNotifications = new CustomNotifications(
  backend.createStack('CustomNotifications'),
  'CustomNotifications',
  { sourceAddress: 'sender@example.com' },
);

customNotifications.addPublisher(backend.welcome.resources.lambda);

backend.addOutput(customNotifications.outputs);

import { App, Stack } from 'aws-cdk-lib';
import { CustomNotifications } from './custom-notifications.ts';

const app = new App();
const stack = new Stack(app, 'Documented');
new CustomNotifications(stack, 'CustomNotifications', { sourceAddress: 'sender@example.com' });
app.synth();

import { App, Stack } from 'aws-cdk-lib';
import { EmailQueue } from './email-queue.ts';

const app = new App();
const stack = new Stack(app, 'Typical');
new EmailQueue(stack, 'Emails', { sourceAddress: 'sender@example.com' });
app.synth();

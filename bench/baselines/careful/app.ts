import { App, Stack } from 'aws-cdk-lib';
import { IdempotentEmailQueue } from './idempotent-email-queue.ts';

const app = new App();
const stack = new Stack(app, 'Careful');
new IdempotentEmailQueue(stack, 'Emails', { sourceAddress: 'sender@example.com' });
app.synth();

import { App, Stack } from 'aws-cdk-lib';
import { EmailQueue } from '../typical/email-queue.ts';

const app = new App();
const stack = new Stack(app, 'Capped');
// SES throttles us above 14 emails a second, so keep the concurrency as low as Lambda allows.
new EmailQueue(stack, 'Emails', { sourceAddress: 'sender@example.com', maxConcurrency: 2 });
app.synth();

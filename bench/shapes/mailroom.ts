/** A backend with one pipeline, which takes its props from the environment: what the benchmarks call mailroom. */
import { App, Stack } from 'aws-cdk-lib';
import { CustomNotifications } from '../../lib/index.ts';

const { SEND_RATE, DEDUPLICATE, FEEDBACK } = process.env;

const app = new App();
const stack = new Stack(app, 'Mailroom');
new CustomNotifications(stack, 'Notifications', {
  sourceAddress: 'sender@example.com',
  ...(SEND_RATE === undefined ? {} : { sendRate: Number(SEND_RATE) }),
  ...(DEDUPLICATE === 'false' ? { deduplicateFor: false } : {}),
  ...(FEEDBACK === 'false' ? { feedback: false } : {}),
});
app.synth();

import { own } from '../../template/json.ts';
import type { Resource } from '../../template/resource.ts';
import { Unknown } from '../../template/unknown.ts';
import type { Value } from '../../template/value.ts';
import { failureDestinations } from '../pipeline/dead-letters.ts';
import type { MailKnowledge } from '../pipeline/mail.ts';
import { lackOn, lackOnKey } from '../policy/role-access.ts';
import type { Templates } from '../templates.ts';
import { unwrittenBeside } from '../unwritten.ts';
import { notChecked, type Problem, type Rule } from './rule.ts';

/**
 * What a topic invokes keeps the events that it failed on. SNS is done once Lambda has taken an event; Lambda tries it
 * three times within minutes and then discards it, which the subscription's dead-letter queue does not see.
 */
export const asynchronousFailures: Rule<'asynchronous-failures'> = {
  id: 'asynchronous-failures',
  asks: 'a function that the topic invokes keeps the events that it failed on',
  inFull:
    'a function that the topic invokes has a dead-letter queue or a destination for failures, which is no FIFO queue, and may write to it and use its key',
  severity: 'error',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html',
  check({ kind, function: fn, subscription }, { templates, mail }) {
    if (kind !== 'direct' || !fn) return [];
    const destinations = failureDestinations(fn, subscription?.endpoint, templates);
    if (destinations.some((arn) => !(arn instanceof Unknown)))
      return refused(fn, destinations, templates, mail);
    const [unknown = unwrittenBeside(fn)] = destinations;
    if (unknown instanceof Unknown) return [notChecked(fn, 'where failed events go', unknown)];
    return [
      {
        resource: fn,
        severity: 'error',
        message:
          'The topic invokes the function, which keeps no failed events: after three attempts within minutes Lambda discards a notification.',
        remedy:
          'Put a queue with a dead-letter queue between topic and function, or give the function a destination for failed events.',
      },
    ];
  },
};

/** What Lambda does, in the function's name, with what keeps failed events. */
const WRITING: Readonly<Record<string, string>> = {
  'AWS::SQS::Queue': 'sqs:SendMessage',
  'AWS::SNS::Topic': 'sns:Publish',
  'AWS::Lambda::Function': 'lambda:InvokeFunction',
};

/** Destinations that Lambda may not write to, in the name of the function. */
function refused(
  fn: Resource,
  destinations: readonly Value[],
  templates: Templates,
  mail: MailKnowledge,
): Problem[] {
  const permissions = mail.permissions(fn);
  return destinations.flatMap((arn): Problem[] => {
    const target = templates.resourceBehind(arn, fn);
    const action = target && own(WRITING, target.type);
    if (!action) return [];
    const said = templates.said(arn)?.said;
    if (said !== undefined && said !== 'arn') {
      const message = `What keeps failed events, ${target.logicalId}, is named by ${said === 'url' ? 'its URL' : 'its name'}, and Lambda asks for the ARN: it refuses the function.`;
      return [{ resource: fn, severity: 'error', message, remedy: 'Give the Arn.' }];
    }
    if (target.type === 'AWS::SQS::Queue' && target.boolean(['FifoQueue'], false) === true) {
      const message = `Failed events are to go to ${target.logicalId}, a FIFO queue, which Lambda does not take.`;
      return [{ resource: fn, severity: 'error', message, remedy: 'Give it a standard queue.' }];
    }
    const onTarget = lackOn(permissions, [action], target, templates);
    const lack =
      onTarget.missing.length > 0 || target.type !== 'AWS::SQS::Queue'
        ? onTarget
        : lackOnKey(permissions, ['kms:Decrypt', 'kms:GenerateDataKey'], fn, target, templates);
    if (lack.missing.length === 0) return [];
    const where = onTarget.missing.length > 0 ? target.logicalId : `the key of ${target.logicalId}`;
    if (lack.unknown)
      return [notChecked(fn, `whether failed events may be written to ${where}`, lack.unknown)];
    return [
      {
        resource: fn,
        severity: 'error',
        message: `Failed events are to go to ${target.logicalId}, but the role of the function may not write them there (${lack.missing.join(', ')} on ${where}): they are lost.`,
        remedy: `Allow ${lack.missing.join(' and ')} on the ARN of ${where} to the role.`,
      },
    ];
  });
}

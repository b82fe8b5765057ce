import { Unknown } from '../../template/unknown.ts';
import { failureDestinations } from '../pipeline/dead-letters.ts';
import { notChecked, type Rule } from './rule.ts';

/**
 * What a topic invokes keeps the events that it failed on. SNS is done once Lambda has taken an event; Lambda tries it
 * three times within minutes and then discards it, which the subscription's dead-letter queue does not see.
 */
export const asynchronousFailures: Rule<'asynchronous-failures'> = {
  id: 'asynchronous-failures',
  asks: 'a function that the topic invokes keeps the events that it failed on',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html',
  check({ kind, function: fn }, { templates }) {
    if (kind !== 'direct' || !fn) return [];
    const destinations = failureDestinations(fn, templates);
    if (destinations.some((arn) => !(arn instanceof Unknown))) return [];
    const [unknown] = destinations;
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

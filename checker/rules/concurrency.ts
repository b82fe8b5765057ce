import type { Resource } from '../../template/resource.ts';
import { Unknown } from '../../template/unknown.ts';
import { notChecked, type Problem, type Rule } from './rule.ts';

/**
 * What sends mail runs in a known number at once. SES throttles above the account's rate, while Lambda scales a mapping to
 * 1,250 at once, and what a topic invokes to the account's whole concurrency.
 */
export const concurrency: Rule<'concurrency'> = {
  id: 'concurrency',
  asks: 'a function that sends mail has a limit to how many run at once',
  inFull:
    'what sends mail has a `MaximumConcurrency` that Lambda takes, provisioned pollers with a maximum, or a reserved concurrency, and the reserved one is not below the maximum',
  severity: 'warning; error where Lambda refuses the mapping',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html',
  check({ kind, mapping, function: fn }, { mail }) {
    if (!fn) return [];
    const refused = mapping && refusedBy(mapping);
    if (refused) return [refused];
    const throttled = throttledMapping(fn, mapping);
    if (throttled) return [throttled];
    const limits = [
      fn.property('ReservedConcurrentExecutions'),
      mapping?.property('ScalingConfig', 'MaximumConcurrency'),
      // Each poller runs ten at once.
      mapping?.property('ProvisionedPollerConfig', 'MaximumPollers'),
    ];
    if (limits.some((limit) => limit !== undefined && !(limit instanceof Unknown))) return [];
    const sends = mail.sends(fn);
    if (sends === false) return [];
    const unknown = [sends, ...limits].find((each) => each instanceof Unknown);
    if (sends instanceof Unknown) return [notChecked(fn, 'whether the function sends mail', sends)];
    if (unknown instanceof Unknown) return [notChecked(fn, 'how many run at once', unknown)];
    return [
      {
        resource: mapping ?? fn,
        severity: 'warning',
        message:
          'Nothing limits how many functions send at once: a burst goes to SES faster than its rate allows, and SES throttles it.',
        remedy:
          kind === 'queue'
            ? 'Set ScalingConfig.MaximumConcurrency on the event source mapping to what the send rate of SES takes, 2 at least.'
            : 'Put a queue between topic and function, with a MaximumConcurrency on its mapping, or set ReservedConcurrentExecutions.',
      },
    ];
  },
};

/** What Lambda takes as a maximum. */
const FEWEST = 2;
const MOST = 1_000;

/** Why Lambda refuses what a mapping says of how many run at once. */
function refusedBy(mapping: Resource): Problem | undefined {
  const error = (message: string, remedy: string): Problem => ({
    resource: mapping,
    severity: 'error',
    message,
    remedy,
  });
  const most = mapping.number(['ScalingConfig', 'MaximumConcurrency'], FEWEST);
  if (most instanceof Unknown) return undefined;
  if (most < FEWEST || most > MOST) {
    return error(
      `A MaximumConcurrency of ${most} is none that Lambda takes, ${FEWEST} to ${MOST}: it refuses the mapping.`,
      `Set MaximumConcurrency to ${FEWEST} at least; for one at a time use a FIFO queue with one message group.`,
    );
  }
  const pollers = mapping.property('ProvisionedPollerConfig');
  return pollers !== undefined && mapping.property('ScalingConfig', 'MaximumConcurrency') !== undefined
    ? error(
        'The mapping has both provisioned pollers and a MaximumConcurrency, of which Lambda takes one: it refuses the mapping.',
        'Take one of ProvisionedPollerConfig and ScalingConfig away.',
      )
    : undefined;
}

/** A mapping that takes more batches than the function may handle is throttled, and each throttle uses up receives. */
function throttledMapping(fn: Resource, mapping: Resource | undefined): Problem | undefined {
  const reserved = fn.number(['ReservedConcurrentExecutions'], Number.POSITIVE_INFINITY);
  const most = mapping?.number(['ScalingConfig', 'MaximumConcurrency'], 0);
  // A reserved concurrency of 0 stops the function, which another rule tells.
  if (typeof most !== 'number' || reserved instanceof Unknown || reserved === 0 || reserved >= most)
    return undefined;
  return {
    resource: fn,
    severity: 'warning',
    message: `The mapping may run ${most} at once, and the function has a reserved concurrency of ${reserved}: Lambda throttles the rest, which uses up receives until good messages are dead letters.`,
    remedy: `Set ReservedConcurrentExecutions to ${most} at least, or lower MaximumConcurrency.`,
  };
}

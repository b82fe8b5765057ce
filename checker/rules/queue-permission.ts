import { matchesAction } from '../../template/policy/action-patterns.ts';
import type { Rule } from './rule.ts';
import { notChecked } from './rule.ts';

/** What Lambda does with a queue in the function's name. */
const NEEDED = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];

/** The function's role may read the queue, since Lambda reads it by that role and refuses the mapping otherwise. */
export const queuePermission: Rule<'queue-permission'> = {
  id: 'queue-permission',
  asks: "the function's role may read the queue",
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html',
  check({ queue, mapping, function: fn }, { templates, mail }) {
    if (!queue || !mapping || !fn) return [];
    const { statements, unknown } = mail.permissions(fn);
    const missing = NEEDED.filter(
      (action) =>
        !statements.some(
          ({ effect, actions, resources }) =>
            effect === 'Allow' &&
            actions.some((pattern) => matchesAction(pattern, action)) &&
            resources.some((value) => [undefined, queue].includes(templates.resourceBehind(value))),
        ),
    );
    if (missing.length === 0) return [];
    if (unknown) return [notChecked(fn, 'whether its role may read the queue', unknown)];
    return [
      {
        resource: fn,
        severity: 'error',
        message: `The role of the function may not read the queue (${missing.join(', ')}): Lambda refuses the mapping.`,
        remedy: `Allow ${missing.join(', ')} on the queue to the role.`,
      },
    ];
  },
};

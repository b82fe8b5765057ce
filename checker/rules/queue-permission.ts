import { lackOn, lackOnKey } from '../policy/role-access.ts';
import type { Rule } from './rule.ts';
import { notChecked } from './rule.ts';

/** What Lambda does with a queue in the function's name. */
const NEEDED = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];

/** The function's role may read the queue, since Lambda reads it by that role and refuses the mapping otherwise. */
export const queuePermission: Rule<'queue-permission'> = {
  id: 'queue-permission',
  asks: "the function's role may read the queue",
  inFull: 'the function has its role by its ARN, and that may read the queue, and use its key',
  severity: 'error',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html',
  check({ queue, mapping, function: fn }, { templates, mail }) {
    if (!queue || !mapping || !fn) return [];
    const role = templates.said(fn.property('Role'))?.said;
    if (role !== undefined && role !== 'arn') {
      const message =
        'The function has its role by its name, and Lambda asks for the ARN: it refuses the function.';
      return [{ resource: fn, severity: 'error', message, remedy: 'Give the Arn of the role.' }];
    }
    const permissions = mail.permissions(fn);
    const { missing, unknown } = lackOn(permissions, NEEDED, queue, templates);
    if (missing.length > 0) {
      if (unknown) return [notChecked(fn, 'whether its role may read the queue', unknown)];
      const message = `The role of the function may not read the queue (${missing.join(', ')}): Lambda refuses the mapping.`;
      const remedy = `Allow ${missing.join(', ')} on the ARN of the queue to the role.`;
      return [{ resource: fn, severity: 'error', message, remedy }];
    }
    const onKey = lackOnKey(permissions, ['kms:Decrypt'], fn, queue, templates);
    if (onKey.missing.length === 0) return [];
    if (onKey.unknown)
      return [notChecked(fn, 'whether its role may use the key of the queue', onKey.unknown)];
    const message =
      'The role of the function may read the queue, but not use its key (kms:Decrypt): Lambda reads nothing.';
    const remedy = 'Allow kms:Decrypt on the ARN of the key to the role.';
    return [{ resource: fn, severity: 'error', message, remedy }];
  },
};

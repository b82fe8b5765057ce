import { matchesAction, matchesAny } from '../../template/policy/action-patterns.ts';
import { Unknown } from '../../template/unknown.ts';
import { SEND_ACTIONS } from '../pipeline/mail-calls.ts';
import { takesSesEvents } from '../pipeline/publishers.ts';
import { notChecked, type Rule } from './rule.ts';

/** A function that sends mail may do so. Without `ses:SendEmail` or its like SES refuses every email. */
export const mailPermission: Rule<'mail-permission'> = {
  id: 'mail-permission',
  asks: 'a function that sends mail may send it',
  inFull: 'a function that sends mail may do so, by each operation that it calls, and nothing denies it',
  severity: 'error',
  source: 'https://docs.aws.amazon.com/ses/latest/dg/control-user-access.html',
  check({ function: fn, topic }, { mail, templates }) {
    if (!fn) return [];
    const sends = mail.sends(fn);
    // Whoever is told what became of emails need send none.
    if (sends instanceof Unknown && topic && takesSesEvents(topic, templates)) return [];
    if (sends instanceof Unknown) return [notChecked(fn, 'whether the function sends mail', sends)];
    if (!sends) return [];
    const denied = mail.denials(fn);
    const granted = mail.grants(fn).flatMap(({ actions }) => actions);
    const calls = mail.calls(fn);
    const refused = (calls instanceof Unknown ? [] : calls).filter(
      ({ allowedBy }) => !granted.some((pattern) => matchesAny(pattern, allowedBy)),
    );
    if (SEND_ACTIONS.every((action) => denied.some((pattern) => matchesAction(pattern, action)))) {
      const message =
        'The role of the function denies it to send mail, whatever allows it: SES refuses every email.';
      const remedy = `Take ${denied.join(', ')} out of what the role denies.`;
      return [{ resource: fn, severity: 'error', message, remedy }];
    }
    if (granted.length > 0 && refused.length === 0) return [];
    const { unknown } = mail.permissions(fn);
    if (unknown) return [notChecked(fn, 'whether the function may send mail', unknown)];
    const [first] = refused;
    if (granted.length > 0 && first) {
      const message = `The code of the function calls ${first.operation} of SES, which its role does not allow: SES refuses these emails.`;
      return [
        { resource: fn, severity: 'error', message, remedy: `Allow ${first.allowedBy[0]} to the role.` },
      ];
    }
    return [
      {
        resource: fn,
        severity: 'error',
        message:
          'The code of the function sends mail by SES, but its role does not allow it: SES refuses every email.',
        remedy: `Allow ${[...new Set(refused.map(({ allowedBy }) => allowedBy[0]))].join(' and ')} to the role, with the condition StringEquals ses:FromAddress = the sender.`,
      },
    ];
  },
};

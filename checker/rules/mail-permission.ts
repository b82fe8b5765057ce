import { Unknown } from '../../template/unknown.ts';
import { notChecked, type Rule } from './rule.ts';

/** A function that sends mail may do so. Without `ses:SendEmail` or its like SES refuses every email. */
export const mailPermission: Rule<'mail-permission'> = {
  id: 'mail-permission',
  asks: 'a function that sends mail may send it',
  source: 'https://docs.aws.amazon.com/ses/latest/dg/control-user-access.html',
  check({ function: fn }, { mail }) {
    if (!fn) return [];
    const sends = mail.sends(fn);
    if (sends instanceof Unknown) return [notChecked(fn, 'whether the function sends mail', sends)];
    if (!sends || mail.grants(fn).length > 0) return [];
    const { unknown } = mail.permissions(fn);
    if (unknown) return [notChecked(fn, 'whether the function may send mail', unknown)];
    return [
      {
        resource: fn,
        severity: 'error',
        message:
          'The code of the function sends mail by SES, but its role does not allow it: SES refuses every email.',
        remedy:
          'Allow ses:SendEmail to the role, with the condition StringEquals ses:FromAddress = the sender.',
      },
    ];
  },
};

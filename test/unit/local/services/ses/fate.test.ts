import { describe, expect, it } from '@jest/globals';
import { type Fates, outcomeOf } from '../../../../../local/services/ses/fate.ts';

const FATES: Fates = {
  'example.com': 'delay',
  'mail.example.com': 'bounce',
  'ada@example.com': 'complain',
  'simulator.amazonses.com': 'delay',
};

describe('outcomeOf', () => {
  it.each([
    ['bob@example.org', 'deliver'],
    ['bob@example.com', 'delay'],
    ['bob@MAIL.example.com', 'bounce'],
    ['Ada <ada@example.com>', 'complain'],
    ['success@simulator.amazonses.com', 'deliver'],
    ['ooto@simulator.amazonses.com', 'deliver'],
    ['Bounce+1@simulator.amazonses.com', 'bounce'],
    ['complaint@simulator.amazonses.com', 'complain'],
    ['suppressionlist+a+b@simulator.amazonses.com', 'suppressed by the simulator'],
  ])('gives %s what is closest to the address: %s', (recipient, outcome) => {
    expect(outcomeOf(recipient, FATES, undefined)).toBe(outcome);
  });

  it('suppresses whatever the server would do', () => {
    expect(outcomeOf('ada@example.com', FATES, 'COMPLAINT')).toBe('suppressed for a COMPLAINT');
  });
});

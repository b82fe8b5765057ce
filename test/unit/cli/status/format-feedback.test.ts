import { describe, expect, it } from '@jest/globals';
import type { FeedbackPart } from '../../../../cli/status/document.ts';
import { formatFeedback } from '../../../../cli/status/format-feedback.ts';

const LAST_DAY = {
  ...{ delivered: 1_204, bounced: 3, complained: 0 },
  ...{ suppressed: 0, deliveryDelayed: 0, rejectedBySes: 0 },
};

const shown = (parts: Partial<FeedbackPart> = {}) =>
  formatFeedback({
    value: {
      ...{ lastDay: LAST_DAY, waiting: 0, deadLetters: 0 },
      rates: { bounceRate: 0.0125, complaintRate: 0.00004 },
      ...parts,
    },
  });

describe('formatFeedback', () => {
  it('tells what became of a day’s emails, and the account’s rates beside SES’s limits', () => {
    expect(shown()).toEqual([
      ['feedback', '1,204 delivered, 3 bounced, 0 complained in 24 hours'],
      [
        'reputation',
        'bounces 1.25 % (SES reviews from 5 % on), complaints 0.004 % (SES reviews from 0.1 % on)',
      ],
    ]);
  });

  it('tells what there is seldom where there is any, and what is not read', () => {
    const lastDay = { ...LAST_DAY, suppressed: 1, deliveryDelayed: 2, rejectedBySes: 4 };

    expect(shown({ lastDay, waiting: 1_500, deadLetters: 2 })[0]?.[1]).toBe(
      '1,204 delivered, 3 bounced, 0 complained, 1 suppressed, 2 delayed, 4 rejected in 24 hours; ' +
        '1,500 events not read yet; 2 not to be kept',
    );
  });

  it('says which rates SES has not told', () => {
    expect(shown({ rates: { bounceRate: 0, complaintRate: null } })[1]?.[1]).toBe(
      'bounces 0 % (SES reviews from 5 % on), complaints not known (SES reviews from 0.1 % on)',
    );
    expect(shown({ rates: { bounceRate: null, complaintRate: null } })[1]?.[1]).toBe(
      'SES told no rates of the account within a day',
    );
  });

  it('shows nothing of a pipeline without feedback, and why it could not be read', () => {
    expect(formatFeedback({ value: null })).toEqual([]);
    expect(formatFeedback({ unavailable: 'Access denied.' })).toEqual([
      ['feedback', 'could not be read: Access denied.'],
    ]);
  });
});

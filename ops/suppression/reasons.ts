/** Why SES does not send to an address any more. */
export const SUPPRESSION_REASONS = ['bounce', 'complaint'] as const;

export type SuppressionReason = (typeof SUPPRESSION_REASONS)[number];

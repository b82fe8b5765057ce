/** How every figure is computed, for the page of results. */
export const METHODS = `Each scenario runs several shapes one after another, on the local stack of this repository, in a process of their own
each, with the same SES front: it answers after 50 ms and throttles by a token bucket of one second's worth. Several runs
are interleaved: every shape once, then every shape again. A cell holds the median, and in brackets the least and the most.
A shape is a CDK app: the template that it synthesizes runs, with only the changes that a scenario names.

- **documented**: SNS → Lambda → SES, the construct of the Amplify documentation.
- **typical**: SNS → SQS → Lambda → SES, three receives, a batch of ten, partial batch responses by Powertools, the SDK's
  own retries; a timeout of 30 s and a visibility timeout of six times that.
- **capped**: typical with a maximum concurrency of two.
- **careful**: typical with Powertools idempotency in a DynamoDB table.
- **mailroom**: \`CustomNotifications\` with a \`sendRate\`, unless said otherwise.

All functions are arm64 with 256 MB. Their code is in [bench/baselines](../bench/baselines). The number of workers of
typical and careful is set as a maximum concurrency, since the local stack does not emulate how Lambda scales. Permissions
are not checked: documented has none to send, and what is measured is how it sends once somebody has added it.

- **lost**: published, and neither in the inbox nor in a queue nor a dead letter at the end, by id.
- **dead-lettered though deliverable**: in the dead-letter queue, never sent, although SES would have taken it.
- **dead-lettered though sent**: in the dead-letter queue and in the inbox; a redrive would send it again.
- **duplicates**: emails beyond the first of a notification.
- **SES calls throttled**: sends that SES answered with \`Throttling\`, the SDK's own retries included.
- **share of the quota**: (n − 1) ÷ (rate × time from the first to the last accepted send), n being the emails. The bucket
  is full at first, so a shape that sends at once what it holds can exceed 1.
- **billed GB-s**: each invocation's time, cold start included, in whole milliseconds, × memory.
- **dollars per million emails**: what the requests to SNS, SQS and DynamoDB, the invocations and the GB-s of the trial cost
  at the prices in [bench/figures/prices.ts](../bench/figures/prices.ts), ÷ emails sent × 1,000,000. Without SES's own price,
  logs, storage, free tiers, and the polling of idle queues.

Time on the local stack is the machine's: a function's own computing is neither as fast nor as slow as Lambda's 256 MB
would make it, and GB-s are mostly the waiting for SES, or for a slot in the pace.`;

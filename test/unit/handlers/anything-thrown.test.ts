import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { serializeNotification } from '../../../contract/notification.ts';
import { deliver, NotDeliveredError } from '../../../handlers/deliver.ts';
import { Doubt } from '../../../handlers/doubt.ts';
import type { Once } from '../../../handlers/once.ts';
import { anyThrown } from '../../support/any/any-json.ts';
import { aWorker } from '../../support/handlers/a-worker.ts';
import { captureOutput } from '../../support/handlers/captured-output.ts';
import { aNotification } from '../../support/messages/a-notification.ts';
import { anSqsRecord } from '../../support/messages/an-sqs-record.ts';

const LATEST = Date.now() + 30_000;
const record = anSqsRecord({ body: serializeNotification(aNotification({ id: 'order-1' })) });

/** Found by a random run: their names are no texts. */
const EXAMPLES: [unknown][] = [
  [{ name: Object.create(null) }],
  [{ name: { toString: 1 } }],
  [Object.assign(new Error(), { name: 7, code: Symbol('code') })],
];

describe('deliver, whatever is thrown', () => {
  let output: ReturnType<typeof captureOutput>;

  beforeEach(() => {
    output = captureOutput();
  });

  afterEach(() => output.restore());

  const outcomeOf = (delivering: Promise<void>) => delivering.catch((error: unknown) => error);

  it('keeps a notification that SES does not take, or writes its dead letter', async () => {
    await fc.assert(
      fc.asyncProperty(anyThrown, async (thrown) => {
        fc.pre(thrown !== undefined);
        const { deps, deeds } = aWorker({ refusals: [thrown] });
        const outcome = await outcomeOf(deliver(record, LATEST, deps));

        if (outcome === undefined) expect(deeds.deadLetters).toHaveLength(1);
        else expect(outcome).toBeInstanceOf(NotDeliveredError);
      }),
      { examples: EXAMPLES },
    );
  });

  it('is done with what SES took, whatever becomes of its record', async () => {
    await fc.assert(
      fc.asyncProperty(anyThrown, async (recordError) => {
        const send: Once['send'] = async (_id, _notification, send) => ({
          ...(await send(new Doubt())),
          isNew: true,
          recordError,
        });
        const { deps, deeds } = aWorker({}, { once: { send } });

        expect(await outcomeOf(deliver(record, LATEST, deps))).toBeUndefined();
        expect(deeds.sent).toHaveLength(1);
      }),
      { examples: EXAMPLES },
    );
  });
});

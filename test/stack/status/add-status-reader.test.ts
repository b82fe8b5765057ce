import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Stack } from 'aws-cdk-lib';
import { Code, Function as NodeFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import type { CustomNotifications } from '../../../lib/index.ts';
import { Ledger, WITH_FEEDBACK } from '../../support/stack/a-ledger.ts';
import { removeDirectory } from '../../support/stack/an-assembly.ts';

const STATUS = new URL('../../../dist/status/index.js', import.meta.url);

/** A function of a user's that asks for the status of what it is invoked with. */
const ASKING = `
import { NotificationStatusReader } from '${STATUS}';
export const handler = async (id) => {
  try {
    return await new NotificationStatusReader().status(id);
  } catch ({ name }) {
    return name;
  }
};`;

describe('a function of addStatusReader, on the local stack', () => {
  let code: string;
  let ledger: Ledger;

  beforeAll(async () => {
    code = mkdtempSync(join(tmpdir(), 'mailroom-asking-'));
    writeFileSync(join(code, 'index.mjs'), ASKING);
    ledger = await Ledger.open(WITH_FEEDBACK, {}, (pipeline) => {
      pipeline.addStatusReader(asking(pipeline, 'Allowed'));
      const notAllowed = asking(pipeline, 'NotAllowed');
      notAllowed.addEnvironment('MAILROOM_TABLE', pipeline.deduplicationTable?.tableName ?? '');
    });
  });

  afterAll(async () => {
    await ledger.close();
    removeDirectory(code);
  });

  function asking(pipeline: CustomNotifications, id: string): NodeFunction {
    return new NodeFunction(Stack.of(pipeline), id, {
      runtime: Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: Code.fromAsset(code),
    });
  }

  it('is told what became of a notification, with the permission that it is given', async () => {
    expect(await ledger.stack.invoke('Allowed', 'order-1042')).toEqual({ state: 'unknown', history: [] });

    await ledger.publish(['order-1042']);
    await ledger.sentCount(1);
    await ledger.drained();

    const [email] = await ledger.stack.ses.emails();
    expect(await ledger.stack.invoke('Allowed', 'order-1042')).toMatchObject({
      sesMessageId: email?.messageId,
      history: expect.any(Array),
    });
  });

  it('is needed for it: another function may not read', async () => {
    expect(await ledger.stack.invoke('NotAllowed', 'order-1042')).toBe('AccessDeniedException');
  });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetSendQuotaCommand } from '@aws-sdk/client-ses';
import { afterEach, describe, expect, it } from '@jest/globals';
import { aRawSend, aSend, aSes, endSes, WORLD } from './ses-client.ts';

afterEach(endSes);

describe('the inbox of the local SES', () => {
  it('survives a restart with its messages and their count, until it is cleared', async () => {
    const dataDirectory = mkdtempSync(join(tmpdir(), 'mailroom-ses-'));
    try {
      const first = await aSes({ dataDirectory });
      await first.client.send(aSend({ subject: WORLD }));
      await first.client.send(aRawSend());
      const before = await first.ses.emails();
      await first.ses.stop();

      const second = await aSes({ dataDirectory });
      expect(await second.ses.emails()).toEqual(before);
      expect(before.map(({ subject }) => subject)).toEqual([WORLD, 'raw']);
      expect(await second.client.send(new GetSendQuotaCommand({}))).toMatchObject({ SentLast24Hours: 2 });
      await second.ses.clear();
      expect(await second.ses.emails()).toEqual([]);
      await second.ses.stop();

      expect(await (await aSes({ dataDirectory })).ses.emails()).toEqual([]);
    } finally {
      rmSync(dataDirectory, { recursive: true });
    }
  });

  it('is not shared by two in one process', async () => {
    const [one, other] = await Promise.all([aSes(), aSes({ outage: true })]);

    await one.client.send(aSend());

    expect(await one.ses.emails()).toMatchObject([{ subject: 'Hello' }]);
    expect(await other.ses.emails()).toEqual([]);
    expect(await other.ses.counts()).toMatchObject({ accepted: 0, failed: 0 });
  });
});

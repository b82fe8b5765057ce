import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterEach, describe, expect, it } from '@jest/globals';
import { App, Stack } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { LOCAL_CREDENTIALS } from '../../contract/local-stack-file.ts';
import { CustomNotifications } from '../../lib/index.ts';
import { Ledger, SEND_RATE } from '../support/stack/a-ledger.ts';
import { grantsOf, removeGrant } from '../support/stack/grants.ts';

const FILE = Buffer.from(Array.from({ length: 300_000 }, (_, n) => n % 251));

const BUCKET = 'my-files';

const PROPS = { sourceAddress: 'sender@example.com', sendRate: SEND_RATE, feedback: false } as const;

/** An app with a bucket and a pipeline, which reads it unless told otherwise. */
function anAppWithFiles({ reads = true, denied = [] as string[] } = {}): string {
  const outdir = mkdtempSync(join(tmpdir(), 'mailroom-app-'));
  const app = new App({ outdir });
  const stack = new Stack(app, 'Mail');
  const bucket = new Bucket(stack, 'Files', { bucketName: BUCKET, enforceSSL: true });
  for (const key of denied) {
    bucket.addToResourcePolicy(
      new PolicyStatement({
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: ['s3:GetObject'],
        resources: [bucket.arnForObjects(key)],
      }),
    );
  }
  new CustomNotifications(stack, 'Mail', { ...PROPS, ...(reads && { attachments: bucket }) });
  app.synth();
  return outdir;
}

describe('attachments in S3', () => {
  let ledger: Ledger;

  afterEach(() => ledger.close());

  async function put(...keys: string[]) {
    const { region, endpoints } = ledger.stack;
    const s3 = new S3Client({ region, endpoint: endpoints.s3, credentials: LOCAL_CREDENTIALS });
    for (const Key of keys) await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body: FILE }));
    s3.destroy();
  }

  const publish = (id: string, key: string, bucket = BUCKET) =>
    ledger.publish([id], { attachments: [{ filename: 'a.pdf', s3: { bucket, key } }] });

  it('are read and sent', async () => {
    ledger = await Ledger.run(anAppWithFiles(), PROPS, { clock: 'real' });
    await put('in/voice 1 ä.pdf');

    await publish('invoice', 'in/voice 1 ä.pdf');

    expect(await ledger.settled()).toEqual({ sent: ['invoice'], deadLetters: 0 });
    expect(await ledger.stack.ses.emails()).toMatchObject([
      {
        attachments: [
          { filename: 'a.pdf', contentType: 'application/pdf', content: FILE.toString('base64') },
        ],
      },
    ]);
    const { functions } = await ledger.stack.permissions();
    expect(JSON.stringify(functions)).not.toContain('s3:GetObject');
    expect((await ledger.stack.usage()).requests.s3).toMatchObject({ PutObject: 1, GetObject: 1 });
  });

  it('are a dead letter at once where they are gone, or their bucket is', async () => {
    ledger = await Ledger.run(anAppWithFiles(), PROPS, { clock: 'real' });

    await publish('gone', 'gone.pdf');
    const letters = await ledger.deadLetters(1);

    expect(letters.map(({ evidence }) => evidence)).toMatchObject([
      { id: 'gone', reason: 'attachment-missing', error: 'NoSuchKey', attempts: 1 },
    ]);
    expect(await ledger.stack.ses.counts()).toMatchObject({ accepted: 0 });
  });

  it('are held where they are gone and the emailer may not know it', async () => {
    const app = anAppWithFiles();
    for (const grant of grantsOf(app).filter(({ action }) => action === 's3:ListBucket'))
      removeGrant(app, grant);
    ledger = await Ledger.run(app, PROPS, { clock: 'real' });

    await publish('gone', 'gone.pdf');
    await ledger.loggedTimes('Email held', 1);

    expect(ledger.logged('Email held')).toMatchObject([{ reason: 'attachment-forbidden' }]);
  });

  it.each([
    ['the pipeline was not given the bucket', { reads: false }],
    ['the bucket denies it', { denied: ['closed/*'] }],
  ])('are held where %s, and hold no others up', async (_, parts) => {
    ledger = await Ledger.run(anAppWithFiles(parts), PROPS, { clock: 'real' });
    await put('closed/a.pdf');

    await publish('closed', 'closed/a.pdf');
    await ledger.loggedTimes('Email held', 1);
    await ledger.publish(['open']);
    await ledger.sentCount(1);

    expect(ledger.logged('Email held')).toMatchObject([
      { notificationId: 'closed', reason: 'attachment-forbidden', errorName: 'AccessDenied' },
    ]);
    expect(await ledger.sent()).toEqual(['open']);
  });
});

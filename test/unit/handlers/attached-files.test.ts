import { Readable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { attachedFiles, objectReader } from '../../../handlers/attached-files.ts';

const OBJECT = { bucket: 'files', key: 'one' };

function readerOf(answer: () => unknown) {
  const asked: unknown[] = [];
  let clients = 0;
  const readObject = objectReader(async () => {
    clients += 1;
    const send = async ({ input }: { input: unknown }) => {
      asked.push(input);
      return answer();
    };
    return { send } as never;
  });
  return { readObject, asked, clients: () => clients };
}

function anError(name: string) {
  return Object.assign(new Error(`${name} of one in files`), { name });
}

describe('objectReader', () => {
  it('reads an object, and makes its client with the first', async () => {
    const { readObject, asked, clients } = readerOf(() => ({
      Body: Readable.from([Buffer.from('hi')]),
      ContentLength: 2,
    }));

    expect(clients()).toBe(0);
    expect(await readObject(OBJECT, 2)).toEqual(Buffer.from('hi'));
    expect(await readObject(OBJECT, 2)).toEqual(Buffer.from('hi'));
    expect(asked).toEqual([
      { Bucket: 'files', Key: 'one' },
      { Bucket: 'files', Key: 'one' },
    ]);
    expect(clients()).toBe(1);
  });

  it('does not read what is larger than an email may be', async () => {
    let wasRead = false;
    const Body = new Readable({
      read() {
        wasRead = true;
        this.push(null);
      },
    });
    const { readObject } = readerOf(() => ({ Body, ContentLength: 3 }));

    await expect(readObject(OBJECT, 2)).rejects.toMatchObject({
      failure: { treatment: 'reject', reason: 'too-large', lostReply: false },
    });
    expect([wasRead, Body.destroyed]).toEqual([false, true]);
  });

  it.each([
    ['NoSuchKey', 'reject', 'attachment-missing'],
    ['NoSuchBucket', 'reject', 'attachment-missing'],
    ['AccessDenied', 'hold', 'attachment-forbidden'],
    ['InvalidObjectState', 'hold', 'attachment-forbidden'],
    ['KMS.DisabledException', 'hold', 'attachment-forbidden'],
    ['PermanentRedirect', 'hold', 'attachment-forbidden'],
    ['SlowDown', 'retry', 'attachment-unavailable'],
    ['InternalError', 'retry', 'attachment-unavailable'],
    ['TimeoutError', 'retry', 'attachment-unavailable'],
    ['SomethingNew', 'retry', 'attachment-unavailable'],
  ])('knows what %s means: %s', async (name, treatment, reason) => {
    const { readObject } = readerOf(() => {
      throw anError(name);
    });

    await expect(readObject(OBJECT, 2)).rejects.toMatchObject({
      failure: { treatment, reason, error: name, lostReply: false },
    });
  });

  it('tries again what breaks off in the middle', async () => {
    const { readObject } = readerOf(() => ({
      Body: new Readable({
        read() {
          this.destroy(anError('Error'));
        },
      }),
      ContentLength: 2,
    }));

    await expect(readObject(OBJECT, 2)).rejects.toMatchObject({
      failure: { treatment: 'retry', reason: 'attachment-unavailable' },
    });
  });
});

describe('attachedFiles', () => {
  it('lets each file have what the others leave of an email', async () => {
    const left: number[] = [];
    const readObject = async (_: unknown, maxBytes: number) => {
      left.push(maxBytes);
      return Buffer.alloc(3_000_000);
    };
    const attachments = Array.from({ length: 3 }, () => ({ filename: 'a.bin', s3: OBJECT }));

    await expect(attachedFiles(attachments, readObject)).rejects.toMatchObject({
      failure: { reason: 'too-large' },
    });
    expect(left).toEqual([7_864_320, 4_864_320, 1_864_320]);
  });
});

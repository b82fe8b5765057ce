import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Gate } from '../../../../../local/iam/gate.ts';
import {
  type FindInvocable,
  type InvokeApi,
  serveInvokeApi,
} from '../../../../../local/services/lambda/invoke-api.ts';
import type { InvocationResult } from '../../../../../local/services/lambda/protocol.ts';

/** More than an invocation gives back. */
const LOG = ['x'.repeat(5_000), 'the last line'];

describe('serveInvokeApi', () => {
  const invoked: [name: string, payload: string][] = [];
  const functions: Record<string, () => Promise<InvocationResult>> = {
    echo: async () => ({ kind: 'result', payload: '{"answer":1}' }),
    broken: async () => ({
      kind: 'error',
      error: { errorType: 'TypeError', errorMessage: 'no', trace: ['at'] },
    }),
    busy: async () => ({ kind: 'throttled' }),
    slow: () => new Promise(() => {}),
    faulty: async () => {
      throw new Error('unforeseen');
    },
  };
  let api: InvokeApi;

  beforeAll(async () => {
    const find: FindInvocable = (name) => {
      const found = functions[name.split(':').at(-1) ?? ''];
      return (
        found &&
        ((payload, logged) => {
          invoked.push([name, payload]);
          for (const line of LOG) logged?.(line);
          return found();
        })
      );
    };
    api = await serveInvokeApi(0, find, new Gate());
  });

  afterAll(() => api.stop());

  async function post(path: string, init: RequestInit = {}) {
    const response = await fetch(`${api.url}${path}`, { method: 'POST', body: '{"a":1}', ...init });
    const text = await response.text();
    return {
      status: response.status,
      body: text === '' ? undefined : JSON.parse(text),
      errorType: response.headers.get('x-amzn-errortype'),
      functionError: response.headers.get('x-amz-function-error'),
    };
  }

  const invocation = (name: string) => `/2015-03-31/functions/${encodeURIComponent(name)}/invocations`;
  const refusal = (status: number, errorType: string, Message: string) => ({
    status,
    errorType,
    functionError: null,
    body: { Type: status < 500 ? 'User' : 'Service', Message },
  });

  const asking = (type: string, name = 'echo') =>
    post(invocation(name), { headers: { 'x-amz-invocation-type': type } });

  it('runs nothing where it is only asked whether it may', async () => {
    const before = invoked.length;

    expect(await asking('DryRun')).toMatchObject({ status: 204, body: undefined });
    expect(await asking('DryRun', 'gone')).toMatchObject({ status: 404 });

    expect(invoked).toHaveLength(before);
  });

  it('refuses an invocation type that there is not', async () => {
    expect(await asking('dry')).toEqual(
      refusal(400, 'InvalidParameterValueException', 'dry is no invocation type.'),
    );
  });

  it.each(['echo', 'broken'])('gives the end of the log of %s where it is asked for', async (name) => {
    const tailOf = async (type: string) => {
      const headers = { 'x-amz-log-type': type };
      const response = await fetch(`${api.url}${invocation(name)}`, { method: 'POST', headers });
      return Buffer.from(response.headers.get('x-amz-log-result') ?? '', 'base64').toString();
    };

    expect(await tailOf('Tail')).toBe(`${LOG.join('\n')}\n`.slice(-4_096));
    expect(await tailOf('None')).toBe('');
  });

  it('gives what the function answered', async () => {
    expect(await post(invocation('echo'))).toEqual({
      status: 200,
      body: { answer: 1 },
      errorType: null,
      functionError: null,
    });
    expect(invoked.at(-1)).toEqual(['echo', '{"a":1}']);
  });

  it('gives an empty payload as null', async () => {
    await post(invocation('echo'), { body: '' });

    expect(invoked.at(-1)).toEqual(['echo', 'null']);
  });

  it.each(['arn:aws:lambda:eu-west-1:000000000000:function:echo', 'echo'])(
    'takes a function as %s',
    async (name) => {
      expect(await post(`${invocation(name)}?Qualifier=live`)).toMatchObject({ status: 200 });
      expect(invoked.at(-1)?.[0]).toBe(name);
    },
  );

  it('marks the error of a function, which is no error of the request', async () => {
    expect(await post(invocation('broken'))).toEqual({
      status: 200,
      body: { errorType: 'TypeError', errorMessage: 'no', trace: ['at'] },
      errorType: null,
      functionError: 'Unhandled',
    });
  });

  it('does not wait for an invocation that is an event', async () => {
    const headers = { 'x-amz-invocation-type': 'Event' };

    expect(await post(invocation('slow'), { headers })).toMatchObject({ status: 202, body: undefined });
  });

  it.each<[string, string, RequestInit, ReturnType<typeof refusal>]>([
    [
      'an unknown function',
      invocation('gone'),
      {},
      refusal(404, 'ResourceNotFoundException', 'Function not found: gone'),
    ],
    [
      'a payload that is not JSON',
      invocation('echo'),
      { body: '{"a":' },
      refusal(400, 'InvalidRequestContentException', 'The payload is not valid JSON.'),
    ],
    [
      'a throttled function',
      invocation('busy'),
      {},
      refusal(429, 'TooManyRequestsException', 'Rate Exceeded.'),
    ],
    [
      'another operation',
      '/2015-03-31/functions',
      {},
      refusal(404, 'UnknownOperationException', 'Only Invoke is here.'),
    ],
    [
      'a longer path',
      `${invocation('echo')}/more`,
      {},
      refusal(404, 'UnknownOperationException', 'Only Invoke is here.'),
    ],
    [
      'another method',
      invocation('echo'),
      { method: 'PUT' },
      refusal(404, 'UnknownOperationException', 'Only Invoke is here.'),
    ],
    [
      'a name that cannot be decoded',
      '/2015-03-31/functions/%E0%A4%A/invocations',
      {},
      refusal(404, 'UnknownOperationException', 'Only Invoke is here.'),
    ],
    ['a fault of its own', invocation('faulty'), {}, refusal(500, 'ServiceException', 'Error: unforeseen')],
  ])('refuses %s as Lambda does', async (_, path, init, expected) => {
    expect(await post(path, init)).toEqual(expected);
  });

  it('refuses what a web page of elsewhere asks for', async () => {
    const response = await fetch(`${api.url}${invocation('faulty')}`, {
      method: 'POST',
      headers: { origin: 'https://elsewhere.example' },
      body: '{}',
    });

    expect(response.status).toBe(403);
  });

  it('listens on loopback only', () => {
    expect(api.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  it('says in one sentence that its port is taken', async () => {
    const port = Number(new URL(api.url).port);

    await expect(serveInvokeApi(port, () => undefined, new Gate())).rejects.toThrow(
      `Port ${port} of 127.0.0.1, wanted for Lambda, is taken: stop what listens there, or choose another with --port.`,
    );
  });
});

import type { IncomingHttpHeaders } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { isFromHere } from '../../../loopback/is-from-here.ts';

const HOST = '127.0.0.1:8025';

const NAVIGATION = {
  host: HOST,
  'sec-fetch-site': 'cross-site',
  'sec-fetch-mode': 'navigate',
  'sec-fetch-dest': 'document',
};

function isLetIn(
  headers: IncomingHttpHeaders,
  { method = 'POST', url = '/', remoteAddress = '127.0.0.1' as string | undefined } = {},
): boolean {
  return isFromHere({ method, url, headers, socket: { remoteAddress } }, '/');
}

describe('isFromHere', () => {
  it.each<IncomingHttpHeaders>([
    { host: HOST },
    { host: 'localhost' },
    { host: 'LOCALHOST:80' },
    { host: '127.1.2.3:80' },
    { host: '[::1]:8025' },
    { host: 'localhost:1234', origin: 'http://localhost:1234' },
    { host: HOST, origin: `http://${HOST}`, 'sec-fetch-site': 'same-origin' },
    { host: HOST, 'sec-fetch-site': 'same-origin' },
    { host: HOST, 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' },
  ])('takes %j', (headers) => {
    expect(isLetIn(headers)).toBe(true);
  });

  it.each<IncomingHttpHeaders>([
    {},
    { host: '' },
    { host: 'evil.example' },
    { host: 'localhost.evil.example:8025' },
    { host: '127.0.0.1.evil.example' },
    { host: 'localhost@evil.example' },
    { host: 'evil.example@localhost' },
    { host: 'localhost.' },
    { host: '192.168.0.7:8025' },
    { host: HOST, origin: 'https://evil.example' },
    { host: HOST, origin: 'null' },
    { host: HOST, origin: '' },
    { host: HOST, origin: 'http://127.0.0.1:3000' },
    { host: HOST, origin: 'http://localhost:8025' },
    { host: HOST, origin: `https://${HOST}` },
    { host: HOST, origin: `http://${HOST}, http://evil.example` },
    { host: 'evil.example', origin: 'http://evil.example' },
    { host: HOST, 'sec-fetch-site': 'cross-site' },
    { host: HOST, 'sec-fetch-site': 'same-site' },
    { host: HOST, 'sec-fetch-site': 'same-origin, cross-site' },
    { host: HOST, origin: `http://${HOST}`, 'sec-fetch-site': 'cross-site' },
  ])('refuses %j', (headers) => {
    expect(isLetIn(headers)).toBe(false);
  });

  it.each(['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1'])('takes the peer %s', (remoteAddress) => {
    expect(isLetIn({ host: HOST }, { remoteAddress })).toBe(true);
  });

  it.each(['192.168.0.7', '::ffff:10.0.0.1', 'fe80::1', undefined])(
    'refuses the peer %s',
    (remoteAddress) => {
      const call = { method: 'GET', url: '/', headers: { host: HOST }, socket: { remoteAddress } };

      expect(isFromHere(call)).toBe(false);
    },
  );

  it('lets any site open the page in a tab', () => {
    expect(isLetIn(NAVIGATION, { method: 'GET', url: '/' })).toBe(true);
    expect(isLetIn(NAVIGATION, { method: 'GET', url: '/?from=mail' })).toBe(true);
  });

  it.each([
    ['anything else in a tab', NAVIGATION, { method: 'GET', url: '/store' }],
    ['a form', NAVIGATION, { method: 'POST', url: '/' }],
    ['a frame', { ...NAVIGATION, 'sec-fetch-dest': 'iframe' }, { method: 'GET', url: '/' }],
    ['an image', { ...NAVIGATION, 'sec-fetch-mode': 'no-cors' }, { method: 'GET', url: '/' }],
    ['the page under another name', { ...NAVIGATION, host: 'evil.example' }, { method: 'GET', url: '/' }],
  ])('lets no other site open %s', (_, headers, call) => {
    expect(isLetIn(headers, call)).toBe(false);
  });

  it('lets no other site open anything of a server without a page', () => {
    const call = { method: 'GET', url: '/', headers: NAVIGATION, socket: { remoteAddress: '::1' } };

    expect(isFromHere(call)).toBe(false);
  });
});

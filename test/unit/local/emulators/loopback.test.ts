import { describe, expect, it } from '@jest/globals';
import { isLocal } from '../../../../local/emulators/loopback.ts';

describe('isLocal', () => {
  it.each([
    { host: '127.0.0.1:8005' },
    { host: 'localhost' },
    { host: 'LOCALHOST:80' },
    { host: '[::1]:8005' },
    { host: '127.0.0.1:8005', origin: 'http://localhost:3000' },
  ])('takes $host with origin $origin', (headers) => {
    expect(isLocal(headers)).toBe(true);
  });

  it.each([
    { host: undefined },
    { host: '' },
    { host: 'evil.example' },
    { host: 'localhost.evil.example:8005' },
    { host: '127.0.0.1.evil.example' },
    { host: 'localhost@evil.example' },
    { host: '192.168.0.7:8005' },
    { host: '127.0.0.1:8005', origin: 'https://evil.example' },
    { host: '127.0.0.1:8005', origin: 'null' },
  ])('refuses $host with origin $origin', (headers) => {
    expect(isLocal(headers)).toBe(false);
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { changeSettings, DEFAULT_SETTINGS } from '../../../../../local/services/ses/settings.ts';
import { anyJson } from '../../../../support/any/any-json.ts';

describe('changeSettings', () => {
  it('changes what is named, and nothing else', () => {
    const settings = { ...DEFAULT_SETTINGS, sendRate: 5, outage: true };

    expect(changeSettings(settings, { failRate: 0.5 })).toEqual({ ...settings, failRate: 0.5 });
    expect(settings.failRate).toBe(0);
  });

  it.each([null, undefined])('puts what is named as %s back to its default', (nothing) => {
    const error = { code: 'MessageRejected', message: 'No', status: 400 };
    const settings = {
      ...{ sendRate: 5, dailyQuota: 9, latencyMilliseconds: 1, failRate: 1, outage: true, error },
      ...{ paused: true, verified: ['example.com'], loseReplyRate: 1, configurationSets: ['marketing'] },
      ...{ fates: { 'ada@example.com': 'bounce' as const }, eventDelaySeconds: 1, loseEventRate: 1 },
      ...{ doubleEventRate: 1, reorderEvents: true },
    };
    const change = Object.fromEntries(Object.keys(settings).map((key) => [key, nothing]));

    expect(changeSettings(settings, change)).toEqual(DEFAULT_SETTINGS);
  });

  it.each([
    { change: { sendRate: 0 }, message: 'sendRate: expected a number above 0, got 0' },
    { change: { sendRate: '5' }, message: 'sendRate: expected a number, got "5"' },
    {
      change: { sendRate: Number.POSITIVE_INFINITY },
      message: 'sendRate: expected a number above 0, got Infinity',
    },
    { change: { dailyQuota: 1.5 }, message: 'dailyQuota: expected a whole number from 0, got 1.5' },
    { change: { dailyQuota: -1 }, message: 'dailyQuota: expected a whole number from 0, got -1' },
    {
      change: { latencyMilliseconds: 900_001 },
      message: 'latencyMilliseconds: expected a number from 0 to 900000, got 900001',
    },
    { change: { failRate: 1.01 }, message: 'failRate: expected a number from 0 to 1, got 1.01' },
    {
      change: { loseReplyRate: -0.1 },
      message: 'loseReplyRate: expected a number from 0 to 1, got -0.1',
    },
    {
      change: { fates: { 'ada@example.com': 'explode' } },
      message: 'fates.ada@example.com: expected one of deliver, bounce, complain, delay, got "explode"',
    },
    {
      change: { eventDelaySeconds: -1 },
      message: 'eventDelaySeconds: expected a number from 0 to 1209600, got -1',
    },
    { change: { verified: [1] }, message: 'verified.0: expected a string, got 1' },
    { change: { outage: 'yes' }, message: 'outage: expected a boolean, got "yes"' },
    {
      change: { error: { code: 'No way', message: '', status: 400 } },
      message: 'error.code: expected a name of 1 to 100 letters and dots, got "No way"',
    },
    {
      change: { error: { code: 'No', message: '', status: 200 } },
      message: 'error.status: expected a status from 400 to 599, got 200',
    },
    { change: { error: { code: 'No', status: 400 } }, message: 'error.message: missing' },
    {
      change: { failrate: 1 },
      message:
        'failrate: expected one of the settings sendRate, dailyQuota, latencyMilliseconds, failRate, outage, error, paused, verified, loseReplyRate, configurationSets, fates, eventDelaySeconds, loseEventRate, doubleEventRate, reorderEvents, got 1',
    },
    {
      change: { failRate: 2, outage: 1 },
      message: 'failRate: expected a number from 0 to 1, got 2; outage: expected a boolean, got 1',
    },
    { change: 'outage', message: 'settings: expected an object, got "outage"' },
  ])('refuses $change', ({ change, message }) => {
    expect(() => changeSettings(DEFAULT_SETTINGS, change)).toThrow(new Error(message));
  });

  it('takes the ends of each range', () => {
    const low = { dailyQuota: 0, latencyMilliseconds: 0, failRate: 0 };
    const high = { latencyMilliseconds: 900_000, failRate: 1, sendRate: 0.001 };

    expect(changeSettings(DEFAULT_SETTINGS, low)).toMatchObject(low);
    expect(changeSettings(DEFAULT_SETTINGS, high)).toMatchObject(high);
  });

  it('takes any JSON, or names what of it is wrong', () => {
    const keys = [...Object.keys(DEFAULT_SETTINGS), 'code', 'message', 'status'];
    fc.assert(
      fc.property(anyJson({ keys }), (change) => {
        let outcome: object;
        try {
          outcome = changeSettings(DEFAULT_SETTINGS, change);
        } catch (error) {
          expect((error as Error).message).toMatch(/: (?:expected|missing)/);
          return;
        }
        expect(Object.keys(outcome)).toEqual(Object.keys(DEFAULT_SETTINGS));
      }),
    );
  });
});

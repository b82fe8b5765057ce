import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readProvenance } from '../../../contract/evidence.ts';
import { PUBLISH_TIME_BYTES, publishTimeAttribute } from '../../../publisher/publish-time.ts';

/** Until the year 9999, after which a year has more digits. */
const times = fc.integer({ min: 0, max: Date.UTC(9999, 11, 31, 23, 59, 59, 999) });

describe('publishTimeAttribute', () => {
  it('tells the time in Mailroom’s own attribute', () => {
    expect(publishTimeAttribute(Date.UTC(2026, 10, 24, 21, 0, 0, 7))).toEqual({
      mailroom: { DataType: 'String', StringValue: '{"published":"2026-11-24T21:00:00.007Z"}' },
    });
  });

  it('is read by the emailer as the time of publishing, to the millisecond', () => {
    fc.assert(
      fc.property(times, (time) => {
        const { published } = readProvenance(publishTimeAttribute(time).mailroom?.StringValue);

        expect(Date.parse(published ?? '')).toBe(time);
      }),
    );
  });
});

describe('PUBLISH_TIME_BYTES', () => {
  it('counts name, type and value', () => {
    expect(PUBLISH_TIME_BYTES).toBe(
      'mailroom'.length + 'String'.length + '{"published":"2026-11-24T21:00:00.007Z"}'.length,
    );
  });

  it('is what the attribute adds at any time', () => {
    fc.assert(
      fc.property(times, (time) => {
        const { DataType = '', StringValue = '' } = publishTimeAttribute(time).mailroom ?? {};

        expect(Buffer.byteLength(`mailroom${DataType}${StringValue}`)).toBe(PUBLISH_TIME_BYTES);
      }),
    );
  });
});

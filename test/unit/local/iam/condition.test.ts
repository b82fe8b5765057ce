import { describe, expect, it } from '@jest/globals';
import { type Context, holds } from '../../../../local/iam/condition.ts';
import type { Json, JsonObject } from '../../../../template/json.ts';
import { statements } from './a-statement.ts';

const TOPIC = 'arn:aws:sns:us-east-1:123:mail';

/** Whether a `Condition` element holds, all of whose parts can be evaluated. */
function doesHold(element: JsonObject, context: Context): boolean {
  const [{ conditions, unknown } = { conditions: [], unknown: ['no statement'] }] = statements('identity', {
    Condition: element,
  });
  expect(unknown).toEqual([]);
  return conditions.every((condition) => holds(condition, context));
}

describe('holds', () => {
  it.each<[operator: string, key: string, expected: Json, actual: string[] | undefined, result: boolean]>([
    ['StringEquals', 'ses:FromAddress', 'a@b.c', ['a@b.c'], true],
    ['StringEquals', 'ses:FromAddress', 'a@b.c', ['A@b.c'], false],
    ['StringEquals', 'ses:FromAddress', ['x', 'a@b.c'], ['a@b.c'], true],
    ['StringEquals', 'ses:FromAddress', 'a*', ['a@b.c'], false],
    ['StringEquals', 'ses:FromAddress', 'a@b.c', undefined, false],
    ['StringEqualsIfExists', 'ses:FromAddress', 'a@b.c', undefined, true],
    ['StringEqualsIfExists', 'ses:FromAddress', 'a@b.c', ['x'], false],
    ['StringNotEquals', 'ses:FromAddress', 'a@b.c', ['x'], true],
    ['StringNotEquals', 'ses:FromAddress', ['x', 'a@b.c'], ['x'], false],
    ['StringNotEquals', 'ses:FromAddress', 'a@b.c', undefined, true],
    ['StringEqualsIgnoreCase', 'ses:FromAddress', 'A@B.C', ['a@b.c'], true],
    ['StringNotEqualsIgnoreCase', 'ses:FromAddress', 'A@B.C', ['a@b.c'], false],
    ['StringLike', 'ses:FromAddress', '*@b.c', ['a@b.c'], true],
    ['StringLike', 'ses:FromAddress', '*@b.d', ['a@b.c'], false],
    ['StringNotLike', 'ses:FromAddress', '*@b.c', ['a@b.c'], false],
    ['ArnEquals', 'aws:SourceArn', 'arn:aws:sns:*:123:*', [TOPIC], true],
    ['ArnLike', 'aws:SourceArn', TOPIC, [TOPIC], true],
    ['ArnLike', 'aws:SourceArn', 'arn:aws:sns:*', [TOPIC], false],
    ['ArnLike', 'aws:SourceArn', TOPIC, undefined, false],
    ['ArnNotEquals', 'aws:SourceArn', TOPIC, [TOPIC], false],
    ['ArnNotLike', 'aws:SourceArn', 'arn:aws:sns:*:124:*', [TOPIC], true],
    ['ArnNotLike', 'aws:SourceArn', TOPIC, undefined, true],
    ['Bool', 'aws:SecureTransport', 'false', ['true'], false],
    ['Bool', 'aws:SecureTransport', true, ['true'], true],
    ['Bool', 'aws:MultiFactorAuthPresent', 'true', undefined, false],
    ['BoolIfExists', 'aws:MultiFactorAuthPresent', 'true', undefined, true],
    ['Null', 'aws:SourceArn', 'true', undefined, true],
    ['Null', 'aws:SourceArn', 'true', [TOPIC], false],
    ['Null', 'aws:SourceArn', false, [TOPIC], true],
    ['NumericLessThan', 'aws:EpochTime', '11', ['10'], true],
    ['NumericLessThan', 'aws:EpochTime', '10', ['10'], false],
    ['NumericLessThanEquals', 'aws:EpochTime', 10, ['10'], true],
    ['NumericGreaterThan', 'aws:EpochTime', '9', ['10'], true],
    ['NumericGreaterThanEquals', 'aws:EpochTime', '11', ['10'], false],
    ['NumericEquals', 'aws:EpochTime', '10.0', ['10'], true],
    ['NumericNotEquals', 'aws:EpochTime', '10', ['10'], false],
    ['NumericEquals', 'aws:EpochTime', 'ten', ['10'], false],
    ['DateLessThan', 'aws:CurrentTime', '2026-02-01T00:00:00Z', ['2026-01-31T23:59:59.000Z'], true],
    ['DateGreaterThan', 'aws:CurrentTime', '2026-02-01T00:00:00Z', ['2026-01-31T23:59:59.000Z'], false],
    ['DateGreaterThanEquals', 'aws:EpochTime', '1970-01-01T00:00:10Z', ['10'], true],
    ['DateEquals', 'aws:EpochTime', '10', ['10'], true],
    ['ForAllValues:StringLike', 'ses:Recipients', '*@b.c', ['a@b.c', 'd@b.c'], true],
    ['ForAllValues:StringLike', 'ses:Recipients', '*@b.c', ['a@b.c', 'd@x.y'], false],
    ['ForAllValues:StringLike', 'ses:Recipients', '*@b.c', undefined, true],
    ['ForAnyValue:StringLike', 'ses:Recipients', '*@b.c', ['x@y.z', 'd@b.c'], true],
    ['ForAnyValue:StringLike', 'ses:Recipients', '*@b.c', ['x@y.z'], false],
    ['ForAnyValue:StringLike', 'ses:Recipients', '*@b.c', undefined, false],
    ['ForAnyValue:StringNotLike', 'ses:Recipients', '*@b.c', ['a@b.c', 'x@y.z'], true],
    ['ForAnyValue:StringNotLike', 'ses:Recipients', '*@b.c', ['a@b.c'], false],
    ['ForAllValues:StringNotLike', 'ses:Recipients', '*@b.c', ['a@b.c', 'x@y.z'], false],
    ['ForAnyValue:StringLikeIfExists', 'ses:Recipients', '*@b.c', undefined, true],
  ])('%s of %s with %j, of a request that has %j: %j', (operator, key, expected, actual, result) => {
    const context = actual ? { [key.toLowerCase()]: actual } : {};

    expect(doesHold({ [operator]: { [key]: expected } }, context)).toBe(result);
  });

  it('takes keys in upper or lower case, and replaces variables in values', () => {
    const context = { 'aws:sourceaccount': ['123'], 'aws:resourceaccount': ['123'] };

    expect(doesHold({ StringEquals: { 'AWS:SourceAccount': '${aws:ResourceAccount}' } }, context)).toBe(true);
  });

  it('wants every condition to hold', () => {
    const element = { StringEquals: { 'aws:SourceAccount': '123' }, ArnLike: { 'aws:SourceArn': TOPIC } };

    expect(doesHold(element, { 'aws:sourceaccount': ['123'], 'aws:sourcearn': [TOPIC] })).toBe(true);
    expect(doesHold(element, { 'aws:sourceaccount': ['123'], 'aws:sourcearn': ['arn:x'] })).toBe(false);
  });
});

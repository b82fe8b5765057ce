import { describe, expect, it } from '@jest/globals';
import { ResourceReader } from '../../../../local/assembly/resource-reader.ts';
import type { Json } from '../../../../template/json.ts';
import { aResource } from '../../../support/local/a-resource.ts';

const reading = (Value: Json) => new ResourceReader(aResource('AWS::SQS::Queue', { Value }));

describe('ResourceReader', () => {
  it.each<[Json, number]>([
    [5, 5],
    ['5', 5],
    ['0', 0],
    [null, 7],
  ])('reads %j as the number %i', (value, number) => {
    expect(reading(value).number('Value', 7)).toBe(number);
  });

  it('has a number of its own where the template has none', () => {
    expect(reading(1).number('Other', 7)).toBe(7);
  });

  it.each<[Json]>([['five'], [''], [true], [[]], [{}], ['Infinity']])('refuses %j as a number', (value) => {
    expect(() => reading(value).number('Value', 7)).toThrow(
      `App/Tested (AWS::SQS::Queue): Value must be a number, got ${JSON.stringify(value)}.`,
    );
  });

  it('refuses what is no text', () => {
    expect(() => reading(5).text('Value')).toThrow(
      'App/Tested (AWS::SQS::Queue): Value must be a string, got 5.',
    );
    expect(() => reading(5).text('Other')).toThrow('Other must be a string, got undefined.');
  });

  it.each<[Json, boolean]>([
    [true, true],
    ['true', true],
    [false, false],
    ['false', false],
  ])('reads %j as the flag %s', (value, flag) => {
    expect(reading(value).flag('Value', !flag)).toBe(flag);
  });

  it.each<[Json, object]>([
    [{ a: 1 }, { a: 1 }],
    ['{"a":1}', { a: 1 }],
    ['[1]', {}],
    ['{', {}],
    [5, {}],
  ])('reads %j as an object, which may be JSON text', (value, object) => {
    expect(reading(value).object('Value')).toEqual(object);
  });

  it('names the resource where an emulator refuses it, with what that said', async () => {
    await expect(reading(1).created(Promise.reject(new Error('no such attribute')))).rejects.toThrow(
      'App/Tested (AWS::SQS::Queue): it cannot be created: no such attribute.',
    );
  });
});

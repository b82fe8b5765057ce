import { describe, expect, it } from '@jest/globals';
import { parameterFault } from '../../../../local/assembly/parameter-fault.ts';
import type { JsonObject } from '../../../../template/json.ts';

describe('parameterFault', () => {
  it.each<[JsonObject, string]>([
    [{ Type: 'String' }, ''],
    [{ Type: 'String', AllowedValues: ['dev', 'prod'] }, 'prod'],
    [{ Type: 'String', AllowedPattern: '[a-z]+' }, 'abc'],
    [{ Type: 'String', MinLength: 2, MaxLength: 3 }, 'ab'],
    [{ Type: 'String', MinLength: '2', MaxLength: '3' }, 'abc'],
    [{ Type: 'Number', MinValue: 1, MaxValue: 10 }, '10'],
    [{ Type: 'Number', AllowedValues: [1, 5] }, '5'],
    [{ Type: 'List<Number>', MaxValue: 3 }, '1, 2,3'],
    [{ Type: 'CommaDelimitedList', AllowedValues: ['a', 'b'] }, 'b,a'],
    [{ Type: 'String', AllowedPattern: '(?>only in Java)' }, 'anything'],
  ])('finds none with %j in %j', (declaration, value) => {
    expect(parameterFault(value, declaration)).toBeUndefined();
  });

  it.each<[JsonObject, string, string]>([
    [{ Type: 'String', AllowedValues: ['dev', 'prod'] }, 'test', 'it must be one of dev, prod, got "test"'],
    [{ Type: 'String', AllowedPattern: '[a-z]+' }, 'abc1', 'it must match the pattern [a-z]+, got "abc1"'],
    [
      { Type: 'String', AllowedPattern: '[a-z]+', ConstraintDescription: 'small letters only' },
      'A',
      'small letters only, got "A"',
    ],
    [{ Type: 'String', MinLength: 2 }, 'a', 'it must be at least 2 characters, got "a"'],
    [{ Type: 'String', MaxLength: 2 }, 'abc', 'it must be at most 2 characters, got "abc"'],
    [{ Type: 'Number' }, 'five', 'it must be a number, got "five"'],
    [{ Type: 'Number' }, '', 'it must be a number, got ""'],
    [{ Type: 'Number', MinValue: 1 }, '0.5', 'it must be at least 1, got "0.5"'],
    [{ Type: 'List<Number>', MaxValue: 3 }, '1,4', 'it must be at most 3, got "4"'],
    [{ Type: 'CommaDelimitedList', AllowedValues: ['a', 'b'] }, 'a,c', 'it must be one of a, b, got "c"'],
  ])('finds one with %j in %j', (declaration, value, fault) => {
    expect(parameterFault(value, declaration)).toBe(fault);
  });

  it('does not show what is not to be shown', () => {
    const declaration = { Type: 'String', NoEcho: true, MinLength: 8 };

    expect(parameterFault('hunter2', declaration)).toBe(
      'it must be at least 8 characters, got what is not shown (NoEcho)',
    );
  });
});

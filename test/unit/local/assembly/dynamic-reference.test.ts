import { describe, expect, it } from '@jest/globals';
import { readDynamicReference, valueBehind } from '../../../../local/assembly/dynamic-reference.ts';

describe('readDynamicReference', () => {
  it.each([
    ['{{resolve:ssm:/app/table}}', { name: '/app/table' }],
    ['{{resolve:ssm:table:3}}', { name: 'table' }],
    ['{{resolve:ssm-secure:/app/key:1}}', { name: '/app/key' }],
    ['{{resolve:secretsmanager:db}}', { name: 'db' }],
    ['{{resolve:secretsmanager:db:SecretString}}', { name: 'db' }],
    ['{{resolve:secretsmanager:db:SecretString:password::}}', { name: 'db', key: 'password' }],
    [
      '{{resolve:secretsmanager:arn:aws:secretsmanager:eu-west-1:1:secret:db-a1:SecretString:user:AWSCURRENT:}}',
      { name: 'arn:aws:secretsmanager:eu-west-1:1:secret:db-a1', key: 'user' },
    ],
  ])('reads %s', (reference, expected) => {
    expect(readDynamicReference(reference)).toMatchObject(expected);
  });

  it.each(['{{resolve:vault:x}}', '{{resolve:ssm:}}', '{{resolve:ssm:a:latest}}', 'ssm:a'])(
    'knows nothing behind %s',
    (reference) => {
      expect(readDynamicReference(reference)).toBeUndefined();
    },
  );
});

describe('valueBehind', () => {
  const password = { name: 'db', what: 'the secret db', key: 'password' };

  it('is what is under the key of a secret', () => {
    expect(valueBehind(password, '{"password":"hunter2"}')).toBe('hunter2');
  });

  it('is the whole value where there is no key', () => {
    expect(valueBehind({ name: 'db', what: 'the secret db' }, '{"a":1}')).toBe('{"a":1}');
  });

  it.each(['hunter2', '{"user":"ada"}', '["password"]'])('fails where %s is to have a key', (value) => {
    expect(() => valueBehind(password, value)).toThrow(
      'the secret db must be a JSON object with password, as in {"password":"…"}',
    );
  });
});

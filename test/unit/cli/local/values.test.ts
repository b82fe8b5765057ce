import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readValue, readValuesFile, secretsIn } from '../../../../cli/local/values.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mailroom-values-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

describe('readValue', () => {
  it('adds a value to others, and takes what follows the first sign', () => {
    expect(readValue('Url=https://a?b=c', readValue('Empty='))).toEqual({ Empty: '', Url: 'https://a?b=c' });
  });

  it.each(['Name', '=value', ''])('refuses %j', (text) => {
    expect(() => readValue(text)).toThrow('Expected NAME=VALUE.');
  });
});

describe('readValuesFile', () => {
  it('reads an object', () => {
    expect(readValuesFile(file('p.json', '{"A":"a","N":5,"B":true}'))).toEqual({ A: 'a', N: '5', B: 'true' });
  });

  it('reads what the AWS CLI takes', () => {
    const list = [{ ParameterKey: 'A', ParameterValue: 'a' }];

    expect(readValuesFile(file('p.json', JSON.stringify(list)))).toEqual({ A: 'a' });
  });

  it.each(['A=a', '["A=a"]', '{"A":{}}', ''])('refuses %j', (content) => {
    expect(() => readValuesFile(file('p.json', content))).toThrow(
      /p\.json holds no parameters: write a JSON object/,
    );
  });
});

describe('secretsIn', () => {
  it('reads .env.local', () => {
    file('.env.local', '# of this machine\nAPI_KEY="k 1"\nexport TOKEN=t\n');

    expect(secretsIn(folder)).toEqual({ API_KEY: 'k 1', TOKEN: 't' });
  });

  it('finds none where there is no such file', () => {
    expect(secretsIn(folder)).toEqual({});
  });
});

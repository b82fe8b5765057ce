import { describe, expect, it } from '@jest/globals';
import type { Finding } from '../../../../checker/index.ts';
import { partByBaseline } from '../../../../cli/check/baseline.ts';

const aFinding = (message: string, path = 'Mail/Topic', rule = 'tls'): Finding => ({
  rule,
  path,
  message,
  severity: 'warning',
  logicalId: 'Topic',
  remedy: '',
  source: '',
});

const messages = (findings: readonly Finding[]) => findings.map(({ message }) => message);

describe('partByBaseline', () => {
  it('knows what the baseline has, by rule, resource and words', () => {
    const [known, otherRule, otherPath] = [
      aFinding('one'),
      aFinding('one', 'Mail/Topic', 'encryption'),
      aFinding('one', 'Mail/Queue'),
    ];

    expect(partByBaseline([known, otherRule, otherPath], [known])).toEqual({
      findings: [otherRule, otherPath],
      known: [known],
    });
  });

  it('knows a finding whose words have changed', () => {
    expect(partByBaseline([aFinding('in other words')], [aFinding('one')]).findings).toEqual([]);
  });

  it('does not know a second finding of the same rule on the same resource', () => {
    const { findings, known } = partByBaseline([aFinding('new'), aFinding('one')], [aFinding('one')]);

    expect(messages(findings)).toEqual(['new']);
    expect(messages(known)).toEqual(['one']);
  });

  it('keeps the order of what it knows', () => {
    const all = [aFinding('in other words'), aFinding('two')];

    expect(messages(partByBaseline(all, [aFinding('two'), aFinding('one')]).known)).toEqual([
      'in other words',
      'two',
    ]);
  });

  it('knows nothing without a baseline', () => {
    expect(partByBaseline([aFinding('one')], [])).toEqual({ findings: [aFinding('one')], known: [] });
  });
});

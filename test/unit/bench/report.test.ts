import { describe, expect, it } from '@jest/globals';
import { figuresOf } from '../../../bench/figures/figures.ts';
import { renderMarkdown, renderScenario } from '../../../bench/report/markdown.ts';
import {
  type ReportColumn,
  type ReportHeader,
  type ReportScenario,
  withScenario,
} from '../../../bench/report/report.ts';
import { tableOf } from '../../../bench/report/table.ts';
import { anObservation } from './an-observation.ts';

const figures = figuresOf(anObservation(), { sendRate: 14, isDeliverable: true, scale: 1 });

function aColumn(label: string, changes: Partial<ReportColumn> = {}): ReportColumn {
  return { label, isOurs: label.startsWith('mailroom'), runs: [figures], reasons: {}, ...changes };
}

const measured: ReportHeader = {
  date: '2026-11-24',
  command: 'npm run bench',
  runs: 3,
  machine: '2 cores of a processor',
  versions: { 'amplify-mailroom': '1.2.3', fauxqs: '2.4.1' },
};

function aScenario(changes: Partial<ReportScenario> = {}): ReportScenario {
  return {
    measured,
    name: 'burst',
    title: 'A burst',
    method: 'All at once.',
    rows: [{ label: 'lost', figure: 'lost', digits: 0, target: { kind: 'at most', value: 0 } }],
    columns: [aColumn('typical', { runs: [{ ...figures, lost: 7 }] }), aColumn('mailroom')],
    ...changes,
  };
}

describe('tableOf', () => {
  it('has a column for each shape, the target and whether it is met', () => {
    expect(tableOf(aScenario())).toEqual([
      ['', 'typical', 'mailroom', 'target for mailroom', 'met'],
      ['lost', '7', '0', '0', 'yes'],
    ]);
  });

  it('tells the spread of runs that differ', () => {
    const runs = [3, 1, 2].map((lost) => ({ ...figures, lost }));
    const [, line] = tableOf(aScenario({ columns: [aColumn('mailroom', { runs })] }));

    expect(line).toEqual(['lost', '2 (1–3)', '0', '**no**']);
  });

  it('misses a target where one of several columns misses it', () => {
    const following = aColumn('mailroom, following the account', { runs: [{ ...figures, lost: 1 }] });
    const [, line] = tableOf(aScenario({ columns: [aColumn('mailroom'), following] }));

    expect(line?.at(-1)).toBe('**no**');
  });

  it('leaves out what was not measured and has no target', () => {
    const rows = [{ label: 'receives', figure: 'receives', digits: 0 }] as const;

    expect(tableOf(aScenario({ rows }))[1]).toEqual(['receives', '–', '–', '', '']);
  });

  it('writes shares in per cent and thousands apart', () => {
    const rows = [
      { label: 'throttled', figure: 'throttledShare', digits: 2, isShare: true },
      { label: 'calls', figure: 'sesCalls', digits: 0 },
    ] as const;
    const runs = [{ ...figures, throttledShare: 0.0051, sesCalls: 12_345 }];
    const [, throttled, calls] = tableOf(aScenario({ rows, columns: [aColumn('mailroom', { runs })] }));

    expect(throttled?.[1]).toBe('0.51 %');
    expect(calls?.[1]).toBe('12,345');
  });
});

describe('renderScenario', () => {
  it('is a heading, the method and a table', () => {
    expect(renderScenario(aScenario()).split('\n')).toEqual([
      '## A burst',
      '',
      'All at once.',
      '',
      '|  | typical | mailroom | target for mailroom | met |',
      '| --- | --: | --: | --: | --: |',
      '| lost | 7 | 0 | 0 | yes |',
      '',
      'Measured 2026-11-24 by `npm run bench`: 3 runs of each, 2 cores of a processor.',
    ]);
  });

  it('tells the reasons that dead letters give', () => {
    const columns = [aColumn('mailroom', { reasons: { 'message-rejected': 3 } })];

    expect(renderScenario(aScenario({ columns }))).toContain('mailroom: `message-rejected` (3)');
  });
});

describe('renderMarkdown', () => {
  it('has a section for each scenario', () => {
    const page = renderMarkdown({ scenarios: [aScenario(), aScenario({ title: 'A drain' })] });

    expect(page.match(/^## .*$/gm)).toEqual(['## A burst', '## A drain']);
  });
});

describe('withScenario', () => {
  const order = ['burst', 'outage', 'drain'];
  const [burst, drain, gone] = ['burst', 'drain', 'gone'].map((name) => aScenario({ name }));

  it('puts what was measured in the place of what was measured before', () => {
    const again = aScenario({ measured: { ...measured, date: '2026-11-29' } });

    const { scenarios } = withScenario({ scenarios: [burst, drain] as ReportScenario[] }, again, order);

    expect(scenarios).toEqual([again, drain]);
  });

  it('keeps the order of all scenarios, and none that is no more', () => {
    const outage = aScenario({ name: 'outage' });

    const { scenarios } = withScenario(
      { scenarios: [gone, burst, drain] as ReportScenario[] },
      outage,
      order,
    );

    expect(scenarios.map(({ name }) => name)).toEqual(order);
  });
});

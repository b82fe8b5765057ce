import { describe, expect, it } from '@jest/globals';
import { mayImport, pictured, ROOMS, roomOf, unused } from '../../scripts/rooms.ts';

describe('mayImport', () => {
  it.each([
    ['contract/pipelines.ts', 'lib/index.ts'],
    ['contract/pipelines.ts', 'node_modules/@aws-sdk/client-sns/dist-types/index.d.ts'],
    ['publisher/index.ts', 'handlers/deliver.ts'],
    ['handlers/deliver.ts', 'lib/index.ts'],
    ['lib/index.ts', 'publisher/index.ts'],
    ['lib/monitoring/alarms.ts', '@aws-sdk/client-sns'],
    ['lib/index.ts', 'checker/index.ts'],
    ['ops/target.ts', 'local/index.ts'],
    ['local/index.ts', 'lib/index.ts'],
    ['local/hosting/server.ts', 'handlers/deliver.ts'],
    ['local/index.ts', 'aws-cdk-lib/aws-sns'],
    ['checker/index.ts', 'local/index.ts'],
    ['checker/rules/rule.ts', 'node_modules/aws-cdk-lib/assertions/index.d.ts'],
    ['template/stack.ts', 'contract/environment.ts'],
    ['template/stack.ts', 'checker/index.ts'],
    ['template/stack.ts', '@aws-sdk/client-sns'],
    ['lib/index.ts', 'template/json.ts'],
    ['cli/mailroom.ts', 'lib/index.ts'],
  ])('refuses %s to import %s', (from, to) => {
    expect(mayImport({ from, to })).toBe(false);
  });

  it.each([
    ['contract/pipelines.ts', 'node_modules/valibot/dist/index.d.ts'],
    ['publisher/index.ts', 'contract/notification.ts'],
    ['handlers/publisher.ts', 'publisher/index.ts'],
    ['lib/monitoring/alarms.ts', 'contract/environment.ts'],
    ['lib/index.ts', 'lib/monitoring/alarms.ts'],
    ['ops/target.ts', 'contract/pipelines.ts'],
    ['local/index.ts', 'contract/pipelines.ts'],
    ['local/services/sns-sqs/fauxqs-worker.ts', 'fauxqs'],
    ['checker/index.ts', 'template/template.ts'],
    ['cli/local/command.ts', 'local/command.ts'],
    ['cli/check/run.ts', 'checker/index.ts'],
    ['handlers/emailer.ts', 'node_modules/@types/aws-lambda/index.d.ts'],
  ])('lets %s import %s', (from, to) => {
    expect(mayImport({ from, to })).toBe(true);
  });
});

describe('unused', () => {
  it('names the arrows that no import follows', () => {
    const followed = { from: 'handlers/publisher.ts', to: 'publisher/index.ts' };

    expect(unused([followed])).toContain('handlers → contract');
    expect(unused([followed])).not.toContain('handlers → publisher');
  });
});

describe('pictured', () => {
  it('draws the arrows between outermost rooms', () => {
    const text = pictured('Before\n```mermaid\nflowchart BT\n  a --> b\n```\nAfter');

    expect(text).toMatch(/^Before\n```mermaid\nflowchart BT\n( {2}\w+ --> \w+\n)+```\nAfter$/);
    expect(text).toContain('  handlers --> publisher\n');
  });
});

describe('the table of rooms', () => {
  it('knows every room that it draws an arrow to', () => {
    const folders = [...ROOMS.values()].flat().filter((other) => /^[a-z]+\//.test(other));

    expect(folders.filter((folder) => roomOf(`${folder}/file.ts`) !== folder)).toEqual([]);
  });

  it('has no circle', () => {
    const left = new Map(ROOMS);
    const isDone = ([, others]: [string, readonly string[]]) => others.every((other) => !left.has(other));
    for (let done = [...left].filter(isDone); done.length > 0; done = [...left].filter(isDone)) {
      for (const [room] of done) left.delete(room);
    }

    expect([...left.keys()]).toEqual([]);
  });
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { LocalStackFile } from '../../../contract/local-stack-file.ts';
import { runningLocalStack } from '../../../ops/running-stack.ts';
import { aPipeline, aStackFile, DEAD_PID, Projects } from '../../support/command/a-project.ts';

const STACK = aStackFile({ 'App/mail': aPipeline('mail') });

describe('runningLocalStack', () => {
  const projects = new Projects();

  afterEach(() => projects.remove());

  const found = (stack?: LocalStackFile | string) =>
    runningLocalStack(projects.create(stack === undefined ? {} : { stack }));

  it('is what the file says while its process runs', () => {
    expect(found(STACK)).toEqual(STACK);
  });

  it('is there where the process is somebody else’s', () => {
    // The first process of the machine: alive, and only root may signal it.
    expect(found({ ...STACK, pid: 1 })?.pid).toBe(1);
  });

  it('is gone with its process', async () => {
    const child = spawn(process.execPath, ['--eval', '']);
    const pid = child.pid as number;
    await once(child, 'exit');

    expect(found({ ...STACK, pid })).toBeUndefined();
  });

  it.each<[string, LocalStackFile | string | undefined]>([
    ['is not there', undefined],
    ['was cut short', JSON.stringify(STACK).slice(0, -20)],
    ['is empty', ''],
    ['holds something else', '{"name":"app"}'],
    ['names a process that never was', { ...STACK, pid: DEAD_PID }],
    ['names a group of processes', { ...STACK, pid: 0 }],
    ['names all processes', { ...STACK, pid: -1 }],
  ])('is none where the file %s', (_, stack) => {
    expect(found(stack)).toBeUndefined();
  });
});

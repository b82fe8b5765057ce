import { appendFile, cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aPipeline, aStack, templateOf } from '../support/construct/pipeline-template.ts';
import { PROJECT } from '../support/construct/synth-backend.ts';
import { maskTemplate } from '../support/construct/template-mask.ts';

let folder: string;

/** A copy of the construct beside bundles of its own, as after an edit of a handler or an upgrade of what it bundles. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mailroom-edit-'));
  const copied = ['lib', 'contract', 'dist/bundles', 'package.json'];
  await Promise.all(copied.map((path) => cp(join(PROJECT, path), join(folder, path), { recursive: true })));
  await symlink(join(PROJECT, 'node_modules'), join(folder, 'node_modules'));
  for (const handler of ['emailer', 'publisher']) {
    await appendFile(join(folder, 'dist/bundles', handler, 'index.mjs'), '// edited\n');
  }
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('a snapshot', () => {
  it('stays as it is when what the functions run changes, which the template itself does not', async () => {
    const { CustomNotifications } = await import(join(folder, 'lib/index.ts'));
    const edited = new CustomNotifications(aStack(), 'Notifications', {
      sourceAddress: 'sender@example.com',
    });

    const [one, other] = [aPipeline(), edited].map((pipeline) => templateOf(pipeline).toJSON());

    expect(other).not.toEqual(one);
    expect(maskTemplate(other)).toEqual(maskTemplate(one));
  });
});

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach } from '@jest/globals';
import { type Ended, mailroomHere } from '../command/a-command-here.ts';
import { aFolder, aManifest } from './a-checked-assembly.ts';

/** The files of a cloud assembly with one template, that may be laid out already. */
export function assemblyIn(
  folder: string,
  template: object | string,
  artifact: Readonly<Record<string, unknown>> = {},
) {
  return {
    [join(folder, 'manifest.json')]: aManifest({ Mail: 'Mail.template.json' }, artifact),
    [join(folder, 'Mail.template.json')]: template,
    [join(folder, 'assets.json')]: {},
  };
}

/** Makes projects for the tests of a file, and removes each after its test. */
export function checkedProjects() {
  const folders: string[] = [];

  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
  });

  return {
    /** A project with these files. */
    project(files: Readonly<Record<string, unknown>>): string {
      const folder = aFolder(files);
      folders.push(folder);
      return folder;
    },
    /** Runs `mailroom check` in a project. */
    check: (project: string, ...args: string[]): Promise<Ended> => mailroomHere(project, ['check', ...args]),
  };
}

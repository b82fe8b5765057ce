import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { contextOf, type Template } from '../support/construct/synth-backend.ts';
import { Documentation } from './documentation.ts';
import { theInstallation } from './installation.ts';
import { OLD_NODE, onOldNode } from './old-node.ts';
import { mustRunIn, runIn, shellEnvironment } from './run-in.ts';

const { app } = theInstallation();

describe('a fresh Amplify app with the package', () => {
  it('reads all of its types with TypeScript 5.8, also those that Amplify’s settings would skip', async () => {
    const manifest = readFileSync(join(app, 'node_modules/amplify-mailroom/package.json'), 'utf8');
    const { exports } = JSON.parse(manifest) as { exports: Readonly<Record<string, unknown>> };
    const entries = Object.keys(exports).filter((entry) => entry !== './package.json');
    const imports = entries.map((entry) => `import type {} from 'amplify-mailroom${entry.slice(1)}';\n`);
    writeFileSync(join(app, 'types.ts'), imports.join(''));

    // Node's own types are there wherever somebody writes tests with the local stack; an Amplify app has none.
    const nodeTypes = `--types node --typeRoots "${resolve('node_modules/@types')}"`;
    const options = `--strict --target es2022 --module nodenext --skipLibCheck false ${nodeTypes}`;
    const { stdout } = await runIn(app, `npx tsc --noEmit ${options} types.ts`);

    expect(await mustRunIn(app, 'npx tsc --version')).toMatch(/^Version 5\.8\./);
    expect(entries).toEqual(['.', './publisher', './local', './status', './testing', './validation']);
    expect(stdout.split('\n').filter((line) => /amplify-mailroom|^types\.ts/.test(line))).toEqual([]);
  });

  it('reads in the first steps the whole backend of a new app, as the change of the README leaves one that is there', () => {
    const { after } = new Documentation('README.md').change();
    const ofTheDocumentation = /^ {2}\/\/ your existing[^\n]*\n|^backend\.addOutput\(\{\n.*?^\}\);\n/gms;

    expect(new Documentation('docs/start.md').files()['amplify/backend.ts']).toBe(
      `// amplify/backend.ts\n${after.replaceAll(ofTheDocumentation, '')}`,
    );
  });

  onOldNode('is synthesized by Node.js 20, and its template passes the checker', async () => {
    const outdir = join(app, 'by-node-20');

    const { exitCode, stderr } = await runIn(app, 'npx tsx amplify/backend.ts', {
      ...shellEnvironment(OLD_NODE),
      CDK_OUTDIR: outdir,
      CDK_CONTEXT_JSON: JSON.stringify(contextOf({ namespace: 'fresh', name: 'app', type: 'sandbox' })),
    });

    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: expect.any(String) });
    expect(typesIn(nestedTemplate(outdir, 'CustomNotifications'))).toEqual(
      expect.arrayContaining(['AWS::SNS::Topic', 'AWS::SQS::Queue', 'AWS::Lambda::EventSourceMapping']),
    );
    expect(JSON.parse(await mustRunIn(app, 'npx amplify-mailroom check --json by-node-20'))).toMatchObject({
      findings: [],
    });
  });
});

/** The template of the one nested stack whose file has `name` in its name. */
function nestedTemplate(outdir: string, name: string): Template {
  const [file = ''] = readdirSync(outdir).filter(
    (each) => each.includes(name) && each.endsWith('.template.json'),
  );
  return JSON.parse(readFileSync(join(outdir, file), 'utf8')) as Template;
}

function typesIn({ Resources }: Template): string[] {
  return Object.values(Resources).map(({ Type }) => Type);
}

/**
 * Synthesizes a backend in this process as Amplify's deployer does, the package `@aws-amplify/backend-deployer` 2.3, of which
 * `ampx` consists. Usage: `node synth-as-ampx.ts BACKEND OUTDIR`. Writes errors of the CDK's toolkit, and what it throws, to stderr.
 */
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { MemoryContext, StackSelectionStrategy, Toolkit } from '@aws-cdk/toolkit-lib';
import { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { tsImport } from 'tsx/esm/api';
import { contextOf, SANDBOX } from './synth-backend.ts';

const [backend = '', outdir = ''] = process.argv.slice(2);

const toolkit = new Toolkit({
  ioHost: {
    notify: async ({ level, message }) => {
      if (level === 'error') process.stderr.write(`${message}\n`);
    },
    requestResponse: async ({ defaultResponse }) => defaultResponse,
  },
});
const source = await toolkit.fromAssemblyBuilder(
  async () => {
    await tsImport(pathToFileURL(resolve(backend)).href, import.meta.url);
    // It is what has Amplify's backend synthesize.
    process.emit('message', 'amplifySynth', undefined);
    return new CloudAssembly(outdir);
  },
  { contextStore: new MemoryContext(contextOf(SANDBOX)), outdir },
);
await toolkit.synth(source, { stacks: { strategy: StackSelectionStrategy.ALL_STACKS } });

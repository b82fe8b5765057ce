import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { quickenNpx } from './quick-npx.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';

/** What holds for all tests of a run, and for what they start. */
export default function setUp(): void {
  makeTemporaryFolder();
  quickenNpx();
  // The CDK would compare each template with CloudFormation's schemas at every synth, in WebAssembly: four tenths of
  // the time of all tests. One test has the CDK's own command do it: test/snapshot/backend.test.ts.
  process.env.CDK_VALIDATION = 'false';
  // The construct deploys them, so its tests need that they are there; `npm test` builds them, a unit test alone does not.
  if (!existsSync('dist/bundles')) execFileSync(process.execPath, ['scripts/bundle.ts']);
}

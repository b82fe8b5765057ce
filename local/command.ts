/** What the command `amplify-mailroom local` is made of. */
export { isCloudAssembly } from '../template/cloud-assembly.ts';
export { LogBook } from './control/log-book.ts';
export { startControl } from './control/start-control.ts';
export { claimFolder } from './folder-claim.ts';
export { reloadLive } from './live-reload.ts';
export { startLocalStack } from './local-stack.ts';
export { describeStack, removeStackFile, writeStackFile } from './stack-file.ts';
export { hasAmplifyBackend, synthesizeBackend } from './synthesize.ts';

export type { Pipeline, Pipelines } from '../contract/pipelines.ts';
export { type LocalStack, type LocalStackOptions, startLocalStack } from './local-stack.ts';
export type { InboxEmail, LocalSes, SesCounts, SesSettings, SesSettingsChange } from './ses/index.ts';
export { type SynthesisOptions, synthesizeBackend } from './synthesize.ts';

export type { Pipeline, Pipelines } from '../contract/pipelines.ts';
export type { ClockKind } from './clock/start-clock.ts';
export type {
  FunctionPermissions,
  Grant,
  PermissionsReport,
  RefusedAccess,
} from './iam/permissions-report.ts';
export { type LocalStack, type LocalStackOptions, startLocalStack } from './local-stack.ts';
export type { Transition as AlarmTransition } from './services/cloudwatch/alarm.ts';
export type { AlarmState } from './services/cloudwatch/alarm-rules.ts';
export type { LocalAlarm } from './services/cloudwatch/local-alarm.ts';
export type { TableSettings } from './services/dynamodb/dynalite.ts';
export type { FunctionUsage } from './services/lambda/function-usage.ts';
export type { InboxEmail, MessageTag } from './services/ses/email.ts';
export type { SesCounts } from './services/ses/ses-service.ts';
export type { SesSettings, SesSettingsChange } from './services/ses/settings.ts';
export type { LocalSes } from './services/ses/start-ses.ts';
export { type SynthesisOptions, synthesizeBackend } from './synthesize.ts';
export type { Usage } from './usage.ts';

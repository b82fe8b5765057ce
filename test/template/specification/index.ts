import { ALARM_TOPIC } from './alarm-topic.ts';
import { ALARMS } from './alarms.ts';
import type { Check } from './check.ts';
import { DASHBOARD } from './dashboard.ts';
import { ENVIRONMENT } from './environment.ts';
import { FEEDBACK } from './feedback.ts';
import { FUNCTIONS } from './functions.ts';
import { MAPPING } from './mapping.ts';
import { QUEUES } from './queues.ts';
import { ROLES } from './roles.ts';
import { SUBSCRIPTION } from './subscription.ts';
import { TABLE } from './table.ts';
import { TOPIC } from './topic.ts';
import { WHOLE } from './whole.ts';

/**
 * What the template of a pipeline promises, with the address and `alarmEmail` alone given, in the order of a
 * notification's way. Jest verifies it on what is synthesized, and `npm run mutate:template` that it tells of every fault
 * put in.
 */
export const SPECIFICATION: Readonly<Record<string, readonly Check[]>> = {
  topic: TOPIC,
  subscription: SUBSCRIPTION,
  queues: QUEUES,
  mapping: MAPPING,
  functions: FUNCTIONS,
  environment: ENVIRONMENT,
  roles: ROLES,
  table: TABLE,
  feedback: FEEDBACK,
  alarms: ALARMS,
  alarmTopic: ALARM_TOPIC,
  dashboard: DASHBOARD,
  whole: WHOLE,
};

import type { Service } from '../service.ts';
import { type Lambda, startLambda } from './lambda.ts';
import { eventSourceMapping } from './resources/event-source-mapping.ts';
import { type FunctionNeeds, lambdaFunction } from './resources/function.ts';
import { permission } from './resources/permission.ts';
import { alias, version } from './resources/qualifiers.ts';

export const lambda: Service<Lambda, FunctionNeeds> = {
  name: "Lambda's `Invoke`",
  endpoints: ['lambda'],
  start: startLambda,
  resourceTypes: [lambdaFunction, eventSourceMapping, permission, version, alias],
};

import type { Resource } from '../../template/resource.ts';
import { at, isPlainObject, type Value } from '../../template/value.ts';
import type { Templates } from '../templates.ts';

/** A queue or a topic that feeds a function in the words of SAM, before its transform has made resources of it. */
export interface ServerlessEvent {
  readonly fn: Resource;
  readonly kind: 'SQS' | 'SNS';
  readonly source: Value;
}

/** @see https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-eventsource.html */
export function eventsOf(templates: Templates): ServerlessEvent[] {
  return templates.ofType('AWS::Serverless::Function').flatMap((fn) => {
    const events = fn.property('Events');
    if (!isPlainObject(events)) return [];
    return Object.values(events).flatMap((event): ServerlessEvent[] => {
      const kind = at(event, ['Type']);
      if (kind === 'SQS') return [{ fn, kind, source: at(event, ['Properties', 'Queue']) }];
      return kind === 'SNS' ? [{ fn, kind, source: at(event, ['Properties', 'Topic']) }] : [];
    });
  });
}

import type { IConstruct } from 'constructs';
import { refTo } from './pipeline-template.ts';

/** The statement that lets a principal publish to `topic`. */
export function publishTo(topic: IConstruct) {
  return { Effect: 'Allow', Action: 'sns:Publish', Resource: refTo(topic) };
}

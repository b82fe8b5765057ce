import type { IConstruct } from 'constructs';
import { arnOf, refTo } from './pipeline-template.ts';

/** The statement that lets a function write to `logGroup`. */
export function writeLogs(logGroup: IConstruct) {
  return {
    Effect: 'Allow',
    Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    Resource: arnOf(logGroup),
  };
}

/** The statement that lets a principal publish to `topic`. */
export function publishTo(topic: IConstruct) {
  return { Effect: 'Allow', Action: 'sns:Publish', Resource: refTo(topic) };
}

/** The ARN of an SES resource of the stack's own account and region. */
export function sesArn(resource: string) {
  const account = [
    'arn:',
    { Ref: 'AWS::Partition' },
    ':ses:',
    { Ref: 'AWS::Region' },
    ':',
    { Ref: 'AWS::AccountId' },
  ];
  return { 'Fn::Join': ['', [...account, `:${resource}`]] };
}

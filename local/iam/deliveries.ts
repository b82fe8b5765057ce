import type { Gate } from './gate.ts';
import type { Refusal } from './refusal.ts';

const SNS = 'sns.amazonaws.com';

/** Why a topic may not send to a queue of the template; nothing where it may. */
export function refusedToQueue(gate: Gate, topicArn: string, queueArn: string): Refusal | undefined {
  return gate.refusalOfService({ name: SNS, sourceArn: topicArn }, 'sqs:SendMessage', queueArn);
}

/** Why a topic may not invoke a function of the template; nothing where it may. */
export function refusedToFunction(gate: Gate, topicArn: string, functionArn: string): Refusal | undefined {
  return gate.refusalOfService({ name: SNS, sourceArn: topicArn }, 'lambda:InvokeFunction', functionArn);
}

/** Why an alarm may not publish to a topic of the template; nothing where it may. */
export function refusedToAlarm(gate: Gate, alarmArn: string, topicArn: string): Refusal | undefined {
  const cloudWatch = { name: 'cloudwatch.amazonaws.com', sourceArn: alarmArn };
  return gate.refusalOfService(cloudWatch, 'sns:Publish', topicArn);
}

/** Why SES may not publish to a topic of the template for a configuration set; nothing where it may. */
export function refusedToSes(gate: Gate, configurationSetArn: string, topicArn: string): Refusal | undefined {
  const ses = { name: 'ses.amazonaws.com', sourceArn: configurationSetArn };
  return gate.refusalOfService(ses, 'sns:Publish', topicArn);
}

/** Why Lambda may not act with a function's role; nothing where it may. */
export function refusedToLambda(gate: Gate, functionArn: string, roleArn: string): Refusal | undefined {
  const lambda = { name: 'lambda.amazonaws.com', sourceArn: functionArn };
  return gate.refusalOfService(lambda, 'sts:AssumeRole', roleArn);
}

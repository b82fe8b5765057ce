import type { Message } from '@aws-sdk/client-sqs';

/** The envelope that SNS writes where delivery is not raw. */
interface Envelope {
  readonly MessageId: string;
  readonly TopicArn: string;
  readonly Subject?: string;
  readonly Message: string;
  readonly Timestamp: string;
  readonly SignatureVersion: string;
  readonly Signature: string;
  readonly SigningCertURL: string;
  readonly UnsubscribeURL: string;
  readonly MessageAttributes?: Record<string, { Type: string; Value: string }>;
}

/**
 * The event with which a topic invokes a function that subscribes to it.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html
 */
export function snsEvent(message: Message, subscriptionArn: string): object {
  const envelope = JSON.parse(message.Body ?? '{}') as Envelope;
  const { SigningCertURL, UnsubscribeURL, Subject, MessageAttributes, ...same } = envelope;
  return {
    Records: [
      {
        EventSource: 'aws:sns',
        EventVersion: '1.0',
        EventSubscriptionArn: subscriptionArn,
        Sns: {
          ...same,
          Type: 'Notification',
          Subject: Subject ?? null,
          SigningCertUrl: SigningCertURL,
          UnsubscribeUrl: UnsubscribeURL,
          MessageAttributes: MessageAttributes ?? {},
        },
      },
    ],
  };
}

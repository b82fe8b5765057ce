import { describe, expect, it } from '@jest/globals';
import {
  eventDestinationOf,
  eventDestinationType,
} from '../../../../../../local/services/ses/resources/event-destination.ts';
import { topic } from '../../../../../../local/services/sns-sqs/resources/topic.ts';
import type { JsonObject } from '../../../../../../template/json.ts';
import { aResource } from '../../../../../support/local/a-resource.ts';

const TOPIC = 'arn:aws:sns:eu-west-1:000000000000:events';
const ENVIRONMENT = { region: 'eu-west-1', accountId: '000000000000' };

const aDestination = (EventDestination: JsonObject) =>
  aResource('AWS::SES::ConfigurationSetEventDestination', {
    ConfigurationSetName: 'mail',
    EventDestination: {
      Enabled: true,
      MatchingEventTypes: ['bounce', 'send'],
      SnsDestination: { TopicARN: TOPIC },
      ...EventDestination,
    },
  });

const read = (part: JsonObject = {}) =>
  eventDestinationOf(aDestination(part), ENVIRONMENT, 'http://127.0.0.1:8026');

describe('eventDestinationOf', () => {
  it('reads what SES publishes where, and for which set', () => {
    expect(read()).toEqual({
      configurationSet: 'mail',
      configurationSetArn: 'arn:aws:ses:eu-west-1:000000000000:configuration-set/mail',
      topicArn: TOPIC,
      types: ['send', 'bounce'],
      endpoint: 'http://127.0.0.1:8026',
    });
  });

  it.each([{ Enabled: false }, { Enabled: null }])('has none with %j', (part) => {
    expect(read(part)).toBeUndefined();
  });

  it.each<[JsonObject, string]>([
    [
      { SnsDestination: { TopicARN: `${TOPIC}.fifo` } },
      'SES publishes to no FIFO topic: make it a standard one',
    ],
    [{ MatchingEventTypes: [] }, 'MatchingEventTypes must name at least one type of events'],
    [
      { MatchingEventTypes: ['Bounce'] },
      'MatchingEventTypes has some of send, delivery, deliveryDelay, reject, bounce, complaint, renderingFailure, open, click, subscription, got Bounce',
    ],
  ])('refuses %j', (part, fault) => {
    expect(() => read(part)).toThrow(`App/Tested (AWS::SES::ConfigurationSetEventDestination): ${fault}.`);
  });
});

describe('what is not emulated of a destination', () => {
  const type = eventDestinationType(topic);
  const kinds = (part: JsonObject, topics = [TOPIC]) =>
    type.notEmulated?.(aDestination(part), {
      ofType: () => topics.map((TopicName) => aTopic(TopicName)),
    });
  const aTopic = (arn: string) =>
    ({ ...aDestination({}), ref: () => arn }) as ReturnType<typeof aDestination>;

  it('is nothing of one to a topic of the app', () => {
    expect(kinds({})).toEqual([]);
  });

  it('is another service, and a topic of elsewhere', () => {
    expect(kinds({ SnsDestination: null })).toEqual(['to anything but a topic']);
    expect(kinds({}, [])).toEqual(['to a topic outside of the app']);
  });

  it('is what never happens here', () => {
    expect(kinds({ MatchingEventTypes: ['open', 'send', 'click'] })).toEqual([
      'events of the type open',
      'events of the type click',
    ]);
  });
});

import {
  SendBulkTemplatedEmailCommand,
  SendRawEmailCommand,
  SendTemplatedEmailCommand,
} from '@aws-sdk/client-ses';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { LocalStack } from '../../local/index.ts';
import { anEventsApp, SET } from '../support/stack/an-events-app.ts';
import { SesEvents } from '../support/stack/ses-events.ts';
import { StartedStacks } from '../support/stack/started-stacks.ts';

const NOTICE = 'Successfully validated SNS topic for Amazon SES event publishing.';

const Template = { TemplateName: 'welcome', SubjectPart: 'Hi {{name}}', TextPart: 'Hi {{name}}' };

const simulated = (mailbox: string) => `${mailbox}@simulator.amazonses.com`;
const types = (events: readonly { eventType: string }[]) => events.map(({ eventType }) => eventType);

const stacks = new StartedStacks();
const clients: SesEvents[] = [];

async function end(): Promise<void> {
  for (const each of clients.splice(0)) each.destroy();
  await stacks.end();
}

function eventsOf(stack: LocalStack): SesEvents {
  const events = new SesEvents(stack);
  clients.push(events);
  return events;
}

describe('the events of a configuration set', () => {
  let stack: LocalStack;
  let ses: SesEvents;

  beforeAll(async () => {
    const resources = { Welcome: { Type: 'AWS::SES::Template', Properties: { Template } } };
    stack = await stacks.start(anEventsApp({ resources }));
    ses = eventsOf(stack);
    expect(await ses.take(1)).toEqual([NOTICE]);
  });

  afterEach(async () => {
    await stack.ses.configure({
      fates: null,
      loseEventRate: null,
      doubleEventRate: null,
      reorderEvents: null,
    });
    expect(await ses.rest()).toEqual([]);
  });

  afterAll(end);

  it('come in the form that AWS documents', async () => {
    const messageId = await ses.send('Ada <ada@example.com>', {
      Tags: [{ Name: 'notification-id', Value: 'order-42' }],
    });

    const [send, delivery] = await ses.events(2);
    const mail = {
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      source: 'Mailroom <mailroom@example.com>',
      sourceArn: 'arn:aws:ses:us-east-1:000000000000:identity/mailroom@example.com',
      sendingAccountId: '000000000000',
      messageId,
      destination: ['ada@example.com'],
      headersTruncated: false,
      headers: [
        { name: 'From', value: 'Mailroom <mailroom@example.com>' },
        { name: 'To', value: 'Ada <ada@example.com>' },
        { name: 'Subject', value: 'Hello' },
        { name: 'MIME-Version', value: '1.0' },
      ],
      commonHeaders: {
        from: ['Mailroom <mailroom@example.com>'],
        to: ['Ada <ada@example.com>'],
        messageId,
        subject: 'Hello',
      },
      tags: {
        'ses:operation': ['SendEmail'],
        'ses:configuration-set': [SET],
        'ses:source-ip': ['127.0.0.1'],
        'ses:from-domain': ['example.com'],
        'ses:caller-identity': ['root'],
        'notification-id': ['order-42'],
      },
    };
    expect(send).toEqual({ eventType: 'Send', mail, send: {} });
    expect(delivery).toEqual({
      eventType: 'Delivery',
      mail: { ...mail, tags: { ...mail.tags, 'ses:outgoing-ip': ['127.0.0.1'] } },
      delivery: {
        timestamp: expect.any(String),
        processingTimeMillis: expect.any(Number),
        recipients: ['ada@example.com'],
        smtpResponse: '250 2.6.0 Message received',
        remoteMtaIp: '127.0.0.1',
        reportingMTA: expect.any(String),
      },
    });
  });

  it.each([
    { mailbox: 'success', expected: ['Send', 'Delivery'] },
    { mailbox: 'ooto', expected: ['Send', 'Delivery'] },
    { mailbox: 'complaint+label', expected: ['Send', 'Delivery', 'Complaint'] },
    { mailbox: 'bounce+label', expected: ['Send', 'Bounce'] },
    { mailbox: 'suppressionlist', expected: ['Send', 'Bounce'] },
  ])('of an email to $mailbox@ of the simulator are $expected', async ({ mailbox, expected }) => {
    await ses.send(simulated(mailbox));

    expect(types(await ses.events(expected.length))).toEqual(expected);
  });

  it('tell of a hard bounce by the status and the words of the mail server', async () => {
    await ses.send(simulated('bounce+42'));

    const [, bounce] = await ses.events(2);
    expect(bounce).toMatchObject({
      bounce: {
        bounceType: 'Permanent',
        bounceSubType: 'General',
        bouncedRecipients: [
          {
            emailAddress: simulated('bounce+42'),
            action: 'failed',
            status: '5.1.1',
            diagnosticCode: 'smtp; 550 5.1.1 user unknown',
          },
        ],
      },
    });
  });

  it('are one for all recipients of a domain for whom the same happens', async () => {
    await stack.ses.configure({ fates: { 'example.org': 'bounce', 'eve@example.org': 'deliver' } });

    await ses.send(['ada@example.com', 'bob@example.com', 'cy@example.org', 'eve@example.org']);

    const [, ...events] = await ses.events(4);
    expect(events).toMatchObject([
      { delivery: { recipients: ['ada@example.com', 'bob@example.com'] } },
      { bounce: { bouncedRecipients: [{ emailAddress: 'cy@example.org' }] } },
      { delivery: { recipients: ['eve@example.org'] } },
    ]);
  });

  it('are a send and a rejection where SES finds malware', async () => {
    const eicar = 'X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*';

    await ses.send('ada@example.com', {
      Message: { Subject: { Data: 'Hello' }, Body: { Text: { Data: eicar } } },
    });

    expect(await ses.events(2)).toMatchObject([
      { eventType: 'Send' },
      { eventType: 'Reject', reject: { reason: 'Bad content' } },
    ]);
  });

  it('are published of raw messages, with the set and the tags that are beside them or in them', async () => {
    const headers = `X-SES-CONFIGURATION-SET: ${SET}\r\nX-SES-MESSAGE-TAGS: a=1, b=2\r\n`;
    const message = 'From: mailroom@example.com\r\nTo: ada@example.com\r\nSubject: raw\r\n';

    await ses.client.send(
      new SendRawEmailCommand({ RawMessage: { Data: Buffer.from(`${headers}${message}\r\nHello`) } }),
    );
    await ses.client.send(
      new SendRawEmailCommand({
        RawMessage: { Data: Buffer.from(`${headers}${message}\r\nHello`) },
        Destinations: [simulated('bounce')],
        ConfigurationSetName: SET,
        Tags: [{ Name: 'c', Value: '3' }],
      }),
    );

    const [send, , other, bounce] = await ses.events(4);
    expect(send?.mail).toMatchObject({ destination: ['ada@example.com'], tags: { a: ['1'], b: ['2'] } });
    expect(other?.mail.tags).toMatchObject({ 'ses:operation': ['SendRawEmail'], c: ['3'] });
    expect(other?.mail.tags).not.toHaveProperty('a');
    expect(bounce).toMatchObject({ eventType: 'Bounce', mail: { destination: [simulated('bounce')] } });
  });

  it('are published of templates, and of each email of a bulk', async () => {
    const common = { Source: 'mailroom@example.com', Template: 'welcome', ConfigurationSetName: SET };
    const tags = [{ Name: 'a', Value: '1' }];

    await ses.client.send(
      new SendTemplatedEmailCommand({
        ...common,
        Destination: { ToAddresses: ['ada@example.com'] },
        TemplateData: '{"name":"Ada"}',
        Tags: tags,
      }),
    );
    await ses.client.send(
      new SendBulkTemplatedEmailCommand({
        ...common,
        DefaultTemplateData: '{"name":"you"}',
        DefaultTags: tags,
        Destinations: ['bob', 'cy'].map((name) => ({
          Destination: { ToAddresses: [`${name}@example.com`] },
        })),
      }),
    );

    const sends = (await ses.events(6)).filter(({ eventType }) => eventType === 'Send');
    expect(sends.map(({ mail }) => mail)).toMatchObject(
      ['ada', 'bob', 'cy'].map((name) => ({
        destination: [`${name}@example.com`],
        tags: { a: ['1'], 'ses:configuration-set': [SET] },
      })),
    );
  });

  it('can come twice, the last first, or not at all', async () => {
    await stack.ses.configure({ doubleEventRate: 1, reorderEvents: true });
    await ses.send('ada@example.com');

    expect(types(await ses.events(4))).toEqual(['Delivery', 'Delivery', 'Send', 'Send']);

    await stack.ses.configure({ loseEventRate: 1 });
    await ses.send('ada@example.com');
    expect(await ses.rest()).toEqual([]);
  });

  it('are none of what is sent without a set, and no set is taken that is not there', async () => {
    await ses.send('ada@example.com', { ConfigurationSetName: undefined });

    await expect(ses.send('ada@example.com', { ConfigurationSetName: 'marketing' })).rejects.toMatchObject({
      name: 'ConfigurationSetDoesNotExistException',
      message: 'Configuration set <marketing> does not exist.',
    });
    await stack.ses.configure({ configurationSets: ['marketing'] });
    await ses.send('ada@example.com', { ConfigurationSetName: 'marketing' });
  });
});

describe('a configuration set of the template', () => {
  afterEach(end);

  it('whose sending is off refuses sends', async () => {
    const stack = await stacks.start(anEventsApp({ set: { SendingOptions: { SendingEnabled: false } } }));

    await expect(eventsOf(stack).send('ada@example.com')).rejects.toMatchObject({
      name: 'ConfigurationSetSendingPausedException',
      message: `Sending is paused for configuration set <${SET}>`,
    });
  });

  it('publishes only the types that its destination names', async () => {
    const ses = eventsOf(await stacks.start(anEventsApp({ types: ['bounce', 'open'] })));
    await ses.take(1);

    await ses.send([simulated('success'), simulated('bounce')]);

    expect(types(await ses.events(1))).toEqual(['Bounce']);
    expect(await ses.rest()).toEqual([]);
  });

  it('is there where the template only adds a destination to it', async () => {
    const app = anEventsApp({
      resources: {
        Destination: {
          Type: 'AWS::SES::ConfigurationSetEventDestination',
          Properties: {
            ConfigurationSetName: 'elsewhere',
            EventDestination: {
              Enabled: true,
              MatchingEventTypes: ['send'],
              SnsDestination: { TopicARN: { Ref: 'Topic' } },
            },
          },
        },
      },
      condition: { StringEquals: { 'AWS:SourceAccount': { Ref: 'AWS::AccountId' } } },
    });
    const ses = eventsOf(await stacks.start(app));
    await ses.take(1);

    await ses.send('ada@example.com', { ConfigurationSetName: 'elsewhere' });

    expect(types(await ses.events(1))).toEqual(['Send']);
  });

  it('cannot have a destination whose policy does not let SES publish for it', async () => {
    const condition = { StringEquals: { 'AWS:SourceArn': 'arn:aws:ses:us-east-1:000000000000:other' } };

    await expect(stacks.start(anEventsApp({ condition }))).rejects.toThrow(
      `Fixture/Destination (AWS::SES::ConfigurationSetEventDestination): SES would refuse it as InvalidSNSDestination, since it may not publish to events because no resource-based policy allows the sns:Publish action: allow ses.amazonaws.com sns:Publish, with arn:aws:ses:us-east-1:000000000000:configuration-set/${SET} as aws:SourceArn.`,
    );
    const stack = await stacks.start(anEventsApp({ condition }), { permissions: false });
    expect(await eventsOf(stack).take(1)).toEqual([NOTICE]);
  });
});

describe('an event destination', () => {
  afterEach(end);

  it('is no topic that the key of AWS closes to SES', async () => {
    const app = anEventsApp({
      resources: {
        Topic: {
          Type: 'AWS::SNS::Topic',
          Properties: { TopicName: 'events', KmsMasterKeyId: 'alias/aws/sns' },
        },
      },
    });

    await expect(stacks.start(app)).rejects.toThrow(
      'SES would refuse it as InvalidSNSDestination, since alias/aws/sns does not let it publish to events: encrypt the topic with a key of your own, or not at all.',
    );
  });
});

describe('the suppression list', () => {
  afterEach(end);

  it('gets who bounces, is read and changed by v2, and keeps SES from sending', async () => {
    const stack = await stacks.start(
      anEventsApp({ set: { SuppressionOptions: { SuppressedReasons: ['BOUNCE'] } } }),
    );
    const ses = eventsOf(stack);
    await ses.take(1);
    await stack.ses.configure({ fates: { 'ada@example.com': 'bounce' } });
    const ask = async (path: string, method = 'GET') => {
      const response = await fetch(`${stack.endpoints.ses}/v2/email/suppression/addresses${path}`, {
        method,
        headers: { authorization: 'AWS4-HMAC-SHA256 Credential=local/20261128/us-east-1/ses/aws4_request' },
      });
      return response.json();
    };

    const messageId = await ses.send('ada@example.com');
    await ses.send('ada@example.com');

    const [, first, , second] = await ses.events(4);
    expect([first, second]).toMatchObject([
      { bounce: { bounceSubType: 'General' } },
      { bounce: { bounceSubType: 'OnAccountSuppressionList' } },
    ]);
    expect(await ask('/ada%40example.com')).toMatchObject({
      SuppressedDestination: { Reason: 'BOUNCE', Attributes: { MessageId: messageId } },
    });
    expect(await ask('/ada%40example.com', 'DELETE')).toEqual({});
    expect(await ask('')).toEqual({ SuppressedDestinationSummaries: [] });
    await stack.ses.configure({ fates: null });
    await ses.send('ada@example.com');
    expect(types(await ses.events(2))).toEqual(['Send', 'Delivery']);
  });
});

describe('the rates of SES in CloudWatch', () => {
  afterEach(end);

  it.each([
    { whose: 'of the account', Dimensions: [] },
    { whose: 'of a configuration set', Dimensions: [{ Name: 'ses:configuration-set', Value: SET }] },
  ])('$whose have alarms on them go off', async ({ Dimensions }) => {
    const anAlarm = (MetricName: string, Threshold: number) => ({
      Type: 'AWS::CloudWatch::Alarm',
      Properties: {
        AlarmName: MetricName,
        Namespace: 'AWS/SES',
        MetricName,
        Dimensions,
        Statistic: 'Maximum',
        Period: 300,
        EvaluationPeriods: 1,
        Threshold,
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
        TreatMissingData: 'ignore',
      },
    });
    const app = anEventsApp({
      set: { ReputationOptions: { ReputationMetricsEnabled: true } },
      resources: {
        Bounces: anAlarm('Reputation.BounceRate', 0.05),
        Complaints: anAlarm('Reputation.ComplaintRate', 0.001),
      },
    });
    const stack = await stacks.start(app);
    const ses = eventsOf(stack);
    const states = async () => (await stack.alarms()).map(({ name, state }) => [name, state]);

    await ses.send(['ada@example.com', simulated('bounce')]);
    expect(stack.notEmulated).toEqual([]);
    expect(await states()).not.toContainEqual([expect.anything(), 'ALARM']);
    await stack.ses.configure({ fates: { 'bob@example.com': 'bounce' } });
    await ses.send('bob@example.com');

    expect(await states()).toContainEqual(['Reputation.BounceRate', 'ALARM']);
    expect(await states()).not.toContainEqual(['Reputation.ComplaintRate', 'ALARM']);
  });
});

describe('events by a clock that skips', () => {
  afterEach(end);

  it('come as late as is asked for, and after 14 hours SES gives up', async () => {
    const stack = await stacks.start(anEventsApp(), { clock: 'skipping' });
    const ses = eventsOf(stack);
    await ses.take(1);
    const start = stack.now();
    await stack.ses.configure({ fates: { 'ada@example.com': 'delay' }, eventDelaySeconds: 3600 });

    await ses.send('ada@example.com');

    const [send, delay] = await ses.events(2);
    const hours = (stack.now() - start) / 3_600_000;
    expect(hours).toBeGreaterThanOrEqual(1);
    expect(send?.eventType).toBe('Send');
    expect(delay).toMatchObject({
      eventType: 'DeliveryDelay',
      deliveryDelay: {
        delayType: 'TransientCommunicationFailure',
        delayedRecipients: [{ emailAddress: 'ada@example.com', status: '4.4.1' }],
      },
    });
    expect(delay?.mail).not.toHaveProperty('headers');
    const [bounce] = await ses.events(1);
    expect(bounce).toMatchObject({
      bounce: { bounceType: 'Transient', bounceSubType: 'General', bouncedRecipients: [{ status: '4.4.7' }] },
    });
    expect((stack.now() - start) / 3_600_000).toBeGreaterThanOrEqual(15);
  });
});

import type { Check } from './check.ts';
import { expectEqual, expectOnly, propertiesOf, resource } from './template.ts';

const TYPE = 'AWS::DynamoDB::Table';

export const TABLE: readonly Check[] = [
  {
    intention: 'The table has the key under which Powertools looks for what was sent',
    verify: (template, { table }) => {
      const { KeySchema, AttributeDefinitions } = propertiesOf(template, table, TYPE);
      expectEqual(
        'Key',
        { KeySchema, AttributeDefinitions },
        {
          KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
          AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        },
      );
    },
  },
  {
    intention: 'DynamoDB deletes records when they expire, by the attribute that Powertools writes',
    verify: (template, { table }) => {
      expectEqual('Expiry', propertiesOf(template, table, TYPE).TimeToLiveSpecification, {
        AttributeName: 'expiration',
        Enabled: true,
      });
    },
  },
  {
    intention: 'The table costs nothing idle, and takes any load',
    verify: (template, { table }) => {
      expectEqual('Billing', propertiesOf(template, table, TYPE).BillingMode, 'PAY_PER_REQUEST');
    },
  },
  {
    intention: 'The table is encrypted with a key of the account, whose use CloudTrail shows',
    verify: (template, { table }) => {
      expectEqual('Encryption', propertiesOf(template, table, TYPE).SSESpecification, { SSEEnabled: true });
    },
  },
  {
    intention: 'The table goes with its pipeline: its records are of no use to another',
    verify: (template, { table }) => {
      expectEqual('Deletion', resource(template, table, TYPE).DeletionPolicy ?? 'Delete', 'Delete');
    },
  },
  {
    intention: 'Nobody reads the table but by permission of the account, and nothing copies it elsewhere',
    verify: (template, { table }) => {
      expectOnly('the table', propertiesOf(template, table, TYPE), [
        'AttributeDefinitions',
        'BillingMode',
        'KeySchema',
        'SSESpecification',
        'TimeToLiveSpecification',
      ]);
    },
  },
];

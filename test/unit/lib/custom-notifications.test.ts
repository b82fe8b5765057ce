import { describe, expect, it } from '@jest/globals';
import { Stack } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Function as NodeFunction } from 'aws-cdk-lib/aws-lambda';
import mergePatch from 'json-merge-patch';
import { handlerCode } from '../../../lib/handler-asset.ts';
import * as entryPoint from '../../../lib/index.ts';
import { roleOf } from '../../support/construct/a-function.ts';
import {
  anApp,
  aPipeline,
  aStack,
  logicalIdOf,
  policyDocumentOf,
  templateOf,
} from '../../support/construct/pipeline-template.ts';

const pipeline = aPipeline();

describe('the entry point', () => {
  it('exports the construct and nothing else at run time', () => {
    expect(Object.keys(entryPoint)).toEqual(['CustomNotifications']);
  });
});

describe('handlerCode', () => {
  it('says what to run where a bundle is missing', () => {
    expect(() => handlerCode('postmaster' as never)).toThrow(
      /^The postmaster's bundle is missing at .*dist\/bundles\/postmaster; run npm run build in amplify-mailroom$/,
    );
  });
});

describe('CustomNotifications', () => {
  it('leaves out the table, and what is about it, with deduplicateFor: false', () => {
    const Variables = {
      MAILROOM_TABLE: null,
      MAILROOM_DEDUPLICATE_FOR_SECONDS: null,
      MAILROOM_SETTLE_SECONDS: null,
    };
    const functions = [pipeline.emailer, pipeline.feedback as NodeFunction].flatMap((fn) => {
      const role = roleOf(fn);
      const { Statement } = policyDocumentOf(role, 'AWS::IAM::Policy') as {
        Statement: { Action: unknown }[];
      };
      const others = Statement.filter(({ Action }) => !`${Action}`.includes('dynamodb:'));
      return [
        [logicalIdOf(fn), { Properties: { Environment: { Variables } } }],
        [
          logicalIdOf(role.node.findChild('DefaultPolicy')),
          { Properties: { PolicyDocument: { Statement: others } } },
        ],
      ];
    });
    const change = {
      [logicalIdOf(pipeline.deduplicationTable as Table)]: null,
      ...Object.fromEntries(functions),
    };

    const without = aPipeline({ deduplicateFor: false });

    expect(without.deduplicationTable).toBeUndefined();
    expect(templateOf(without).toJSON()).toEqual(
      mergePatch.apply(structuredClone(templateOf(pipeline).toJSON()), { Resources: change }),
    );
  });

  it('does not reuse the id of the seed’s emailer', () => {
    expect(pipeline.node.tryFindChild('Emailer')).toBeUndefined();
  });

  it('fits into one stack twice, each as it would be alone', () => {
    const add = {
      Accounts: (stack: Stack) => aPipeline({ sendRate: 7 }, { stack, id: 'Accounts' }),
      News: (stack: Stack) => aPipeline({ sendRate: 14, alarmEmail: 'a@example.com' }, { stack, id: 'News' }),
    };
    const both = aStack();
    const resourcesOf = (stack: Stack) => templateOf(stack).toJSON().Resources;

    add.Accounts(both);
    add.News(both);

    const [accounts, news] = Object.values(add).map((addTo) => resourcesOf(Stack.of(addTo(aStack()))));
    expect(resourcesOf(both)).toEqual({ ...accounts, ...news });
    expect(Object.keys(accounts).filter((id) => id in news)).toEqual([]);
  });

  it('gives the same template where the app lets the CDK grant access to keys by their alias', () => {
    const context = { '@aws-cdk/aws-kms:applyImportedAliasPermissionsToPrincipal': true };

    const flagged = aPipeline({}, { stack: aStack('Backend', anApp(context)) });

    expect(templateOf(flagged).toJSON()).toEqual(templateOf(pipeline).toJSON());
  });
});

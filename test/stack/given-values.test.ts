import { afterEach, describe, expect, it } from '@jest/globals';
import { anAssembly } from '../support/stack/an-assembly.ts';
import { StartedStacks } from '../support/stack/started-stacks.ts';

const paths = { API_KEY: { path: '/amplify/a/b/API_KEY', sharedPath: '/amplify/shared/a/API_KEY' } };

const app = () =>
  anAssembly({
    parameters: { Stage: { Type: 'String' }, Table: { Type: 'AWS::SSM::Parameter::Value<String>' } },
    resources: { Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: { Ref: 'Stage' } } } },
    functions: {
      Work: {
        code: 'export const handler = async () => process.env;',
        properties: {
          FunctionName: 'work',
          Environment: {
            Variables: {
              STAGE: { Ref: 'Stage' },
              TABLE: { Ref: 'Table' },
              API_KEY: 'Amplify finds it',
              AMPLIFY_SSM_ENV_CONFIG: JSON.stringify(paths),
            },
          },
        },
      },
    },
  });

describe('a local stack that is given values', () => {
  const stacks = new StartedStacks();

  afterEach(() => stacks.end());

  it('has functions see them', async () => {
    const stack = await stacks.start(app(), {
      parameters: { Stage: 'dev', Table: '/app/table', '/app/table': 'mail' },
      secrets: { API_KEY: 'k-1' },
    });

    expect(await stack.invoke('work', {})).toMatchObject({ STAGE: 'dev', TABLE: 'mail', API_KEY: 'k-1' });
    expect(stack.notEmulated).toEqual([]);
  });

  it('names the secrets and the functions that it does without', async () => {
    const { notEmulated, functions } = await stacks.start(app(), {
      parameters: { Stage: 'dev', Table: '/app/table' },
    });

    expect([...functions.keys()]).toEqual([]);
    expect(notEmulated).toEqual([
      expect.stringContaining(
        'Work: the SSM parameter /app/table has no value, so give --parameter /app/table=VALUE',
      ),
    ]);
  });

  it('does not start without what a topic needs', async () => {
    await expect(stacks.start(app())).rejects.toThrow(/the parameter Stage of Fixture has no value/);
  });
});

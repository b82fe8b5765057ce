import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { TOPIC_ARN_VARIABLE } from '../../../contract/environment.ts';
import { aPipeline, resourceOf } from '../../support/construct/pipeline-template.ts';
import { anEmailerEnvironment } from '../../support/handlers/an-emailer-environment.ts';

type HandlerName = 'emailer' | 'publisher';

/** Values that the handlers take, in place of those that CloudFormation fills in. */
const VALUES: Readonly<Record<string, string>> = {
  ...anEmailerEnvironment({ MAILROOM_CONFIGURATION_SET: 'a-set', MAILROOM_SETTLE_SECONDS: '120' }),
  [TOPIC_ARN_VARIABLE]: 'arn:aws:sns:eu-central-1:123456789012:topic',
};

/** What the bundles read beside the template's variables, and who sets it. */
const OTHERS: readonly (readonly [variable: RegExp, why: string])[] = [
  [/^AWS_(REGION|DEFAULT_REGION|ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN)$/, 'set by Lambda'],
  [
    /^AWS_(LAMBDA_|EXECUTION_ENV$|XRAY_)|^_X_AMZN_TRACE_ID$|^_HANDLER$|^TZ$/,
    'set by Lambda, where it applies',
  ],
  [/^AWS_|^HOME$|^USERPROFILE$|^HOMEPATH$|^HOMEDRIVE$/, 'settings of the SDK, each with a default'],
  [/^POWERTOOLS_|^LOG_LEVEL$|^ENVIRONMENT$/, 'settings of Powertools, each with a default'],
  [/^NODE_|^WATCH_|^FORCE_COLOR$/, 'settings of Node.js, which it reads where it imports'],
];

/** Without the first, SES is that of the function's region; without the others everybody gets emails. */
const OPTIONAL = ['MAILROOM_SES_REGION', 'MAILROOM_DELIVER_ONLY_TO', 'MAILROOM_REDIRECT_TO'];

/** What goes together, or not at all: the table's, and those of feedback. */
const TOGETHER = [
  'MAILROOM_TABLE',
  'MAILROOM_DEDUPLICATE_FOR_SECONDS',
  'MAILROOM_CONFIGURATION_SET',
  'MAILROOM_SETTLE_SECONDS',
];

/**
 * Imports a bundle and invokes it in vain; prints the names that were read of the environment, and how an import fails
 * without each of those that are given.
 */
const RECORDER = `
const [file, ...needed] = process.argv.slice(1);
const environment = { ...process.env };
const names = new Set();
process.env = new Proxy({ ...environment }, {
  get: (variables, name) => (typeof name === 'string' && names.add(name), variables[name]),
  has: (variables, name) => (typeof name === 'string' && names.add(name), name in variables),
});
const { handler } = await import(file);
const context = { awsRequestId: 'id', getRemainingTimeInMillis: () => 1000 };
await Promise.resolve(handler({ Records: [] }, context)).catch(() => {});
const read = [...names];
const failures = {};
for (const missing of needed) {
  process.env = { ...environment };
  delete process.env[missing];
  failures[missing] = await import(file + '?without=' + missing).then(() => '', String);
}
console.log(JSON.stringify({ names: read, failures }));
process.exit(0);`;

interface Recorded {
  /** The names that a bundle reads of its environment. */
  readonly names: readonly string[];
  /** What importing it said where a variable was missing; nothing where it went well. */
  readonly failures: Readonly<Record<string, string>>;
}

describe.each<HandlerName>(['emailer', 'publisher'])('the environment of the %s', (handler) => {
  const pipeline = aPipeline();
  const { Environment } = resourceOf(pipeline[handler]).Properties;
  const variables = Object.keys((Environment as { Variables: object }).Variables);
  const file = `dist/bundles/${handler}/index.mjs`;
  const code = readFileSync(file, 'utf8');
  const needed = variables.filter((name) => !TOGETHER.includes(name));
  let recorded: Recorded;
  let read: string[];

  beforeAll(async () => {
    recorded = await record(file, variables, needed);
    read = [...new Set([...recorded.names, ...namesIn(code)])];
  });

  it('has every variable that the bundle reads', () => {
    const others = OTHERS.map(([pattern]) => pattern);
    const own = read.filter((name) => !others.some((pattern) => pattern.test(name)));

    expect(own.filter((name) => !OPTIONAL.includes(name)).sort()).toEqual([...variables].sort());
  });

  it('has only variables that the bundle reads, and uses beyond reading them', () => {
    expect(variables.filter((name) => !read.includes(name))).toEqual([]);
    // Once where it is read, and again where something is done with it.
    expect(variables.filter((name) => code.split(name).length - 1 < 2)).toEqual([]);
  });

  it('does not start without any one of them, but for what a pipeline may do without', () => {
    expect(recorded.failures).toEqual(
      Object.fromEntries(needed.map((name) => [name, expect.stringContaining(name)])),
    );
  });
});

/** Runs a bundle in an environment in which `variables` are set, and again without each of those that are `needed`. */
async function record(
  file: string,
  variables: readonly string[],
  needed: readonly string[],
): Promise<Recorded> {
  const env = {
    AWS_REGION: 'eu-central-1',
    AWS_LAMBDA_FUNCTION_NAME: 'a-function',
    ...Object.fromEntries(variables.map((name) => [name, VALUES[name]])),
  };
  const args = ['--input-type=module', '--eval', RECORDER, pathToFileURL(resolve(file)).href, ...needed];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}

/** The names that code reads of its environment by name, whether it comes to that or not. */
function namesIn(code: string): string[] {
  return [...code.matchAll(/process\.env\??\.([A-Za-z_]\w*)/g)].map(([, name = '']) => name);
}

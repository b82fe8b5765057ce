import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** The first version of the AWS SDK for JavaScript that takes the address of a service from the environment. */
const FIRST_WITH_ENDPOINTS = [3, 451];

/** Whoever reads the addresses has their name in the code, bundled or not. */
const ENDPOINT_VARIABLE = 'AWS_ENDPOINT_URL';

/** By what code that holds the SDK is known: v2 by how it asks for itself or introduces itself, v3 by how it does. */
const VERSION_2 = [
  /\brequire\(\s*["']aws-sdk(\/[\w./-]*)?["']\s*\)/,
  /\bfrom\s*["']aws-sdk(\/[\w./-]*)?["']/,
  /aws-sdk-nodejs\//,
];
const VERSION_3 =
  /@aws-sdk\/client-[\w-]+["'][^\n]{0,200}version|\bserviceId:\s*["'](SNS|SQS|SES|SESv2|DynamoDB|Lambda|S3|CloudWatch)["']/i;

const CODE = /\.[cm]?js$/;

/** Of a bundle of more than this, the rest is not looked at. */
const MAX_BYTES = 30_000_000;

/**
 * The SDK that a function's code holds, where it is one that does not take the addresses of the emulators from its
 * environment, so that its calls reach AWS.
 */
export function sdkWithoutEndpoints(codeDirectory: string): string | undefined {
  return installedIn(join(codeDirectory, 'node_modules')) ?? bundledIn(codeDirectory);
}

function installedIn(modules: string): string | undefined {
  const version = versionOf(join(modules, 'aws-sdk'));
  if (version !== undefined) return sentence(`v2 (${version})`);
  const scope = join(modules, '@aws-sdk');
  const clients = existsSync(scope) ? readdirSync(scope).filter((name) => name.startsWith('client-')) : [];
  const old = clients
    .map((name) => ({ name, version: versionOf(join(scope, name)) }))
    .find((client) => client.version !== undefined && isOld(client.version));
  return old && sentence(`v3 (${old.name} ${old.version})`);
}

function versionOf(folder: string): string | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version;
  } catch {
    return undefined;
  }
}

function isOld(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [firstMajor = 0, firstMinor = 0] = FIRST_WITH_ENDPOINTS;
  return major < firstMajor || (major === firstMajor && minor < firstMinor);
}

function bundledIn(folder: string): string | undefined {
  let left = MAX_BYTES;
  let hasVersion3 = false;
  for (const file of codeIn(folder)) {
    left -= statSync(file).size;
    if (left < 0) return undefined;
    const code = readFileSync(file, 'utf8');
    if (VERSION_2.some((pattern) => pattern.test(code))) return sentence('v2');
    if (code.includes(ENDPOINT_VARIABLE)) return undefined;
    hasVersion3 ||= VERSION_3.test(code);
  }
  return hasVersion3 ? sentence('v3 of before November 2023') : undefined;
}

function codeIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : codeIn(path);
    return entry.isFile() && CODE.test(entry.name) ? [path] : [];
  });
}

function sentence(which: string): string {
  return `its code has the AWS SDK ${which}, which takes no addresses from its environment, so its calls reach AWS`;
}

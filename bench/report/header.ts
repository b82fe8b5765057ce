import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, totalmem, type } from 'node:os';
import type { ReportHeader } from './report.ts';

/** Packages whose version may matter to a figure. */
const PACKAGES = [
  'aws-cdk-lib',
  '@aws-sdk/client-ses',
  '@aws-lambda-powertools/batch',
  '@aws-lambda-powertools/idempotency',
  'fauxqs',
  'dynalite',
  'aws-ses-v2-local',
];

/** Describes this machine, what is installed on it, and how busy it is. To be called before anything is measured. */
export function readHeader(command: string, runs: number): ReportHeader {
  const lock = JSON.parse(readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8')) as {
    version: string;
    packages: Record<string, { version?: string }>;
  };
  const installed = PACKAGES.map((name) => [name, String(lock.packages[`node_modules/${name}`]?.version)]);
  const gigabytes = Math.round(totalmem() / 1024 ** 3);
  const load = (loadavg()[0] ?? 0).toFixed(1);
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  return {
    date: new Date().toISOString().slice(0, 10),
    command,
    runs,
    machine: `${availableParallelism()} cores of ${model}, ${gigabytes} GB, ${type()}, load average at the start ${load}`,
    versions: {
      'amplify-mailroom': lock.version,
      'Node.js': process.versions.node,
      ...Object.fromEntries(installed),
    },
  };
}

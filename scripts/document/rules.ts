import { RULES } from '../../checker/rules/rules.ts';
import { table } from './table.ts';

/** What `docs/testing.md` tells of the rules of the checker, by the name in the comments around it. */
export const CHECKER: Readonly<Record<string, () => string>> = { rules };

/** The services by what the addresses of their documents have in them. */
const SERVICES: Readonly<Record<string, string>> = {
  AWSCloudFormation: 'CloudFormation',
  AWSSimpleQueueService: 'SQS',
  lambda: 'Lambda',
  ses: 'SES',
  sns: 'SNS',
};

function rules(): string {
  const rows = RULES.map(({ id, severity, inFull, source }) => [
    `\`${id}\``,
    severity,
    inFull,
    linked(source),
  ]);
  return table(['rule', 'severity', 'asks that', 'source'], rows);
}

/** A link by the service that the document is of. */
function linked(source: string): string {
  const [service = ''] = new URL(source).pathname.split('/').filter(Boolean);
  const name = SERVICES[service];
  if (name === undefined) throw new Error(`No service is known for ${source}: add it to SERVICES.`);
  return `[${name}](${source})`;
}

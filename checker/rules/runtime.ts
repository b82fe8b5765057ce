import { matchesAction } from '../../template/policy/action-patterns.ts';
import type { Resource } from '../../template/resource.ts';
import { Unknown } from '../../template/unknown.ts';
import { perResource } from '../per-resource.ts';
import type { MailKnowledge } from '../pipeline/mail.ts';
import type { Pipeline } from '../pipeline/pipeline.ts';
import type { Templates } from '../templates.ts';
import { type Facts, notChecked, type Problem, type Rule } from './rule.ts';
import { DATES_OF, DEPRECATIONS } from './runtimes.ts';

/**
 * The functions of a pipeline, those that may publish to its topic included, run on a runtime that gets security patches.
 */
export const runtime: Rule<'runtime'> = {
  id: 'runtime',
  asks: 'no function runs on a deprecated runtime',
  inFull: `no function of the pipeline runs on a deprecated runtime, by the dates of ${DATES_OF}`,
  severity: 'warning',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html',
  check(pipeline, facts) {
    const functions = [...(pipeline.function ? [pipeline.function] : []), ...publishersOf(pipeline, facts)];
    return [...new Set(functions)].flatMap((fn) => checkFunction(fn, facts));
  },
};

function checkFunction(fn: Resource, { today }: Facts): Problem[] {
  if (fn.property('PackageType') === 'Image') return [];
  const name = fn.property('Runtime');
  if (name instanceof Unknown) return [notChecked(fn, 'the runtime', name)];
  if (typeof name !== 'string') return [];
  const date = DEPRECATIONS.get(name);
  if (date === undefined) {
    const unknown = new Unknown(`until when Lambda supports ${name} is not known here`);
    return [{ ...notChecked(fn, 'the runtime', unknown), remedy: 'Look it up in the table of runtimes.' }];
  }
  if (today < new Date(date)) return [];
  return [
    {
      resource: fn,
      severity: 'warning',
      message: `The runtime ${name} is deprecated since ${date}: it gets no security patches, and Lambda will refuse updates of the function.`,
      remedy: `Move the function to a supported runtime, such as ${newestLike(name)}.`,
    },
  ];
}

/** The runtime of the same language that is supported longest. */
function newestLike(name: string): string {
  const familyOf = (each: string) => /^(?:dotnet|go|[a-z]+)/.exec(each)?.[0].replace('go', 'provided');
  const same = [...DEPRECATIONS].filter(([each]) => familyOf(each) === familyOf(name));
  const [newest] = same.sort(([, one], [, other]) => other.localeCompare(one))[0] ?? [];
  return newest ?? 'nodejs24.x';
}

/** The functions that the topic's own statements let publish. */
function publishersOf({ topic }: Pipeline, { templates, mail }: Facts): Resource[] {
  if (!topic) return [];
  return templates.ofType('AWS::Lambda::Function').filter((fn) => topicsOf(fn, templates, mail).has(topic));
}

/** The topics to which a function's role lets it publish, by their own ARNs. */
const topicsOf = perResource((fn, templates: Templates, mail: MailKnowledge) => {
  const letting = mail
    .permissions(fn)
    .statements.filter(
      ({ effect, actions }) =>
        effect === 'Allow' && actions.some((pattern) => matchesAction(pattern, 'sns:Publish')),
    );
  const resources = letting.flatMap((statement) => statement.resources);
  return new Set(resources.map((resource) => templates.resourceBehind(resource, fn)));
});

import type { Resource } from '../template/resource.ts';
import type { SourceTemplate } from '../template/source-template.ts';
import { Unknown } from '../template/unknown.ts';
import { acceptedInMetadata, acknowledgedInCode } from './acknowledgements.ts';
import { inEveryCase } from './cases.ts';
import {
  applyExceptions,
  type ExceptedFinding,
  exceptionsIn,
  type Found,
  type PlacedException,
} from './exceptions.ts';
import type { Finding } from './finding.ts';
import { type PipelineInput, readInput } from './input/pipeline-input.ts';
import { ownerOf } from './input/serverless/made.ts';
import { type CheckOptions, NO_PIPELINE, PIPELINE_SOURCE, validateOptions } from './options.ts';
import { FunctionCode } from './pipeline/code.ts';
import { deadLetterTargets } from './pipeline/dead-letters.ts';
import { findPipelines, leftToSam } from './pipeline/find-pipelines.ts';
import { MailKnowledge } from './pipeline/mail.ts';
import type { Pipeline } from './pipeline/pipeline.ts';
import { creationPlace, fileOf } from './places.ts';
import { outsideTemplate } from './rules/outside-template.ts';
import { type Facts, notChecked, type Problem, type Rule } from './rules/rule.ts';
import { RULES } from './rules/rules.ts';
import { type Assumptions, Templates } from './templates.ts';

/** A pipeline that was found, by the paths of its parts. */
export interface PipelineSummary {
  readonly topic?: string;
  readonly subscription?: string;
  readonly queue?: string;
  readonly mapping?: string;
  readonly function?: string;
  readonly deadLetterQueues: readonly string[];
}

/** What a check tells. */
export interface PipelineReport {
  readonly pipelines: readonly PipelineSummary[];
  /** What is wrong, the worst first. An info alone is no fault. */
  readonly findings: readonly Finding[];
  /** Findings that were accepted, with the reason. */
  readonly excepted: readonly ExceptedFinding[];
}

const RANK = { error: 0, warning: 1, info: 2 };

/**
 * Checks every notification pipeline in the templates. Templates without one are a finding, `no-pipeline`.
 *
 * @throws PipelineInputError where the input holds no template, CheckOptionsError where an option means nothing.
 */
export function checkPipelines(input: PipelineInput, options: CheckOptions = {}): PipelineReport {
  validateOptions(options);
  return checkSources(readInput(input), options);
}

/** Checks what was read, with exceptions beside those that the options and the templates hold. */
export function checkSources(
  sources: readonly SourceTemplate[],
  options: CheckOptions,
  exceptions: readonly PlacedException[] = [],
): PipelineReport {
  const rules: readonly Rule[] = options.only ? RULES.filter(({ id }) => options.only?.includes(id)) : RULES;
  const known = factsOf(sources, options);
  const found = inEveryCase((assumptions, among) => {
    const facts = assumptions.size === 0 ? known : factsOf(sources, options, assumptions);
    const pipelines = facts.pipelines.filter((pipeline) => among?.has(startOf(pipeline)) ?? true);
    return rules.flatMap((rule) =>
      pipelines.flatMap((pipeline) =>
        rule.check(pipeline, facts).map((problem) => ({
          ...foundBy(rule, problem, sources),
          pipeline: startOf(pipeline),
          condition: problem.condition,
        })),
      ),
    );
  });
  const { templates, pipelines } = known;
  const { findings, excepted } = applyExceptions(
    [...withoutRepetition(found), ...untold(known, sources, options)],
    [
      ...exceptionsIn(options),
      ...exceptions,
      ...acknowledgedInCode(sources),
      ...acceptedInMetadata(sources, templates.resources),
    ],
    options,
  );
  return {
    pipelines: pipelines.map((pipeline) => summarize(pipeline, templates)),
    findings: findings.sort((one, other) => RANK[one.severity] - RANK[other.severity]),
    excepted,
  };
}

/** What rules may look at, and what they are to look at. */
interface KnownFacts extends Facts {
  readonly pipelines: readonly Pipeline[];
}

function factsOf(
  sources: readonly SourceTemplate[],
  { today = new Date() }: CheckOptions,
  assumptions?: Assumptions,
): KnownFacts {
  const templates = new Templates(sources, assumptions);
  const code = new FunctionCode();
  const mail = new MailKnowledge(templates, code);
  return { templates, mail, code, today, pipelines: findPipelines(templates, mail) };
}

/** What a pipeline is told from others by, whatever conditions hold. */
function startOf({ subscription, mapping, topic, queue }: Pipeline): string {
  return (subscription?.resource ?? mapping ?? topic ?? queue)?.path ?? '';
}

/** Whether a finding is a fault: an info says only what the template does not tell. */
export function isFault({ severity }: Finding): boolean {
  return severity !== 'info';
}

/** What a rule found, with the places that are known of it. */
function foundBy({ id, source }: Rule, problem: Problem, sources: readonly SourceTemplate[]): Found {
  const { resource, severity, message, remedy } = problem;
  const madeAt = resource.constructPath && creationPlace(resource.constructPath, sources);
  const finding: Finding = {
    rule: id,
    severity,
    logicalId: ownerOf(resource),
    path: shownPath(resource),
    message,
    remedy,
    source,
    ...fileOf(resource.stack.source),
    ...(madeAt && { madeAt }),
  };
  return { finding, resource };
}

/** How findings name a resource. */
function shownPath(resource: Resource): string {
  return resource.constructPath ?? `${resource.stack.path}/${ownerOf(resource)}`;
}

/** Pipelines share resources. */
function withoutRepetition(found: readonly Found[]): Found[] {
  const byContent = new Map(found.map((each) => [JSON.stringify(each.finding), each]));
  return [...byContent.values()];
}

/** What the rules say nothing of: pipelines in the words of SAM, or that there is none at all. */
function untold(
  { templates, mail, pipelines }: KnownFacts,
  sources: readonly SourceTemplate[],
  { only }: CheckOptions,
): Found[] {
  const bySam = leftToSam(templates, mail);
  if (pipelines.length === 0 && bySam.length === 0) return [{ finding: noPipeline(templates) }];
  if (pipelines.length > 0 && only?.includes(outsideTemplate.id) === false) return [];
  return bySam.map((fn) => {
    const sends = mail.sends(fn);
    const reason = sends instanceof Unknown ? sends : new Unknown('neither its role nor its code does');
    const problem = notChecked(fn, 'whether the topic feeds a function that sends mail', reason);
    const found = foundBy(outsideTemplate, problem, sources);
    const remedy =
      'Give the checker the code, beside the template where CodeUri says, or the template that SAM made of it.';
    return { ...found, finding: { ...found.finding, remedy } };
  });
}

function noPipeline(templates: Templates): Finding {
  const stacks = templates.stackNames.join(', ');
  return {
    rule: NO_PIPELINE,
    severity: 'error',
    logicalId: '',
    path: stacks,
    message: `There is no notification pipeline in ${stacks || 'what was given'}: no topic that feeds a queue or a function, and no queue whose function is known to send mail.`,
    remedy: 'Give the templates of the stacks that have one.',
    source: PIPELINE_SOURCE,
  };
}

function summarize(pipeline: Pipeline, templates: Templates): PipelineSummary {
  const { topic, subscription, queue, mapping, function: fn } = pipeline;
  const dead = deadLetterTargets(pipeline, templates).flatMap(({ queue }) => (queue ? shownPath(queue) : []));
  return {
    ...(topic && { topic: shownPath(topic) }),
    ...(subscription && { subscription: shownPath(subscription.resource) }),
    ...(queue && { queue: shownPath(queue) }),
    ...(mapping && { mapping: shownPath(mapping) }),
    ...(fn && { function: shownPath(fn) }),
    deadLetterQueues: [...new Set(dead)],
  };
}

import { isObject } from '../../template/json.ts';
import type { SourceTemplate } from '../../template/source-template.ts';
import { PipelineInputError } from './input-error.ts';
import { expandLoops } from './loops.ts';
import { readPath } from './read-path.ts';
import { templateIn } from './read-template.ts';
import { expandServerless } from './serverless/expand.ts';

/** A template: that of `aws-cdk-lib/assertions`, or the plain object. */
export type TemplateLike = { toJSON(): object } | object;

/** A template with a name. That of its file lets a parent stack find it: `….nested.template.json`. */
export interface NamedTemplate {
  readonly name: string;
  readonly template: TemplateLike;
}

/**
 * What can be checked: the path of a cloud assembly (`cdk.out`) or of a template in JSON or YAML, a template, or several of
 * them that belong together.
 */
export type PipelineInput = string | TemplateLike | NamedTemplate | readonly PipelineInput[];

/**
 * The templates that were given.
 *
 * @throws PipelineInputError where something given is none.
 */
export function readInput(input: PipelineInput): SourceTemplate[] {
  return templatesIn(input).map((source) => ({
    ...source,
    template: expandServerless(expandLoops(source.template)),
  }));
}

function templatesIn(input: PipelineInput): SourceTemplate[] {
  if (!Array.isArray(input))
    return readOne(input as Exclude<PipelineInput, readonly PipelineInput[]>, 'Template');
  return input.flatMap((each, index) =>
    Array.isArray(each) ? templatesIn(each) : readOne(each as string | object, `Template${index + 1}`),
  );
}

function readOne(input: string | object, name: string): SourceTemplate[] {
  if (typeof input === 'string') return readPath(input);
  if (!isObject(input)) throw noTemplate(name);
  if (isNamed(input)) return [sourceOf(input.name, input.template)];
  return [sourceOf(name, input)];
}

function isNamed(input: object): input is NamedTemplate {
  const { name, template } = input as Partial<NamedTemplate>;
  return typeof name === 'string' && typeof template === 'object' && template !== null;
}

function sourceOf(name: string, given: TemplateLike): SourceTemplate {
  const template: unknown = 'toJSON' in given && typeof given.toJSON === 'function' ? given.toJSON() : given;
  return { name: name.replace(/\.template\.json$/, ''), template: templateIn(template, name), file: name };
}

function noTemplate(name: string): PipelineInputError {
  return new PipelineInputError(
    `${name} is no template: give the path of a cloud assembly or a template, or a template itself.`,
  );
}

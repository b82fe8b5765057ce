import { objectOf, own, type UncheckedObject } from '../template/json.ts';
import type { Resource } from '../template/resource.ts';
import { Unknown } from '../template/unknown.ts';

/** Transforms of AWS that add nothing to a pipeline, or what they add is read here. */
const KNOWN = /^AWS::(?:Serverless|LanguageExtensions|SecretsManager|CodeDeployBlueGreen)/;

/** What was found out of templates, which are asked for each of their resources. */
const found = new WeakMap<UncheckedObject, { readonly unwritten: Unknown | undefined }>();

/** Why a stack may have resources that its template does not have: a macro, an include or a loop writes them at deployment. */
export function unwrittenBeside({ stack }: Resource): Unknown | undefined {
  const { template } = stack.source;
  const known = found.get(template) ?? { unwritten: unwrittenIn(template) };
  found.set(template, known);
  return known.unwritten;
}

function unwrittenIn(template: UncheckedObject): Unknown | undefined {
  const intrinsic = Object.keys(objectOf(own(template, 'Resources'))).find((id) => id.startsWith('Fn::'));
  if (intrinsic !== undefined) return new Unknown(`${intrinsic} writes resources at the deployment`);
  const macros = [own(template, 'Transform') ?? []].flat();
  const unknown = macros.find((name) => typeof name !== 'string' || !KNOWN.test(name));
  if (unknown === undefined) return undefined;
  const name = typeof unknown === 'string' ? unknown : 'a macro';
  return new Unknown(`${name} may write resources at the deployment`);
}

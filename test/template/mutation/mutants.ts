import { isDeepStrictEqual } from 'node:util';
import type { Template } from '../specification/template.ts';
import { type Consequence, consequenceOf } from './consequence.ts';
import type { Edit } from './edit.ts';
import { isIntrinsic, isObject } from './intrinsic.ts';
import { checkLabels, resourceLabel } from './labels.ts';
import { addResource, addSetting } from './operators/add.ts';
import { deleteWidget } from './operators/dashboard.ts';
import { deleteResource, deleteSite } from './operators/delete.ts';
import { changeStatement } from './operators/policy.ts';
import { rewire } from './operators/rewire.ts';
import { changeNumber, changeText, flip, mixUp } from './operators/values.ts';
import { type Site, sitesIn } from './site.ts';

/** A template with one fault. */
export interface Mutant {
  /** Where the fault is, and which; stable as long as the place is. */
  readonly key: string;
  readonly consequence: Consequence;
  readonly template: Template;
}

/** What a place may suffer. */
const AT_SITES = [changeStatement, deleteWidget, rewire, flip, changeNumber, changeText, mixUp, deleteSite];

/** What a resource may suffer as a whole. */
const AT_RESOURCES = [deleteResource, addSetting];

/** Of these one fault is tried in each place, since there are many places to watch from; of the others every one. */
const LIGHT: readonly Consequence[] = ['goes unseen'];

/**
 * Every mutant of a template: first of whole resources, then of each place in them. They share with it, and with each
 * other, what is not changed.
 *
 * Laws: the same for the same template; each differs from the template, and from every other; no two have the same key.
 */
export function* mutantsOf(template: Template): Generator<Mutant> {
  checkLabels(template);
  for (const [id, { Type }] of Object.entries(template.Resources)) {
    for (const operator of AT_RESOURCES) {
      for (const edit of operator(template, id)) yield mutant(Type, resourceLabel(id), edit);
    }
  }
  for (const { name, type, ...edit } of addResource(template)) yield mutant(type, name, edit);
  for (const site of sitesIn(template)) yield* mutantsAt(site);
}

function* mutantsAt(site: Site): Generator<Mutant> {
  const found = AT_SITES.flatMap((operator) => [...operator(site)]);
  const different = found.filter(({ template }, index) =>
    [site.template, ...found.slice(0, index).map((edit) => edit.template)].every(
      (other) => !isDeepStrictEqual(other.Resources[site.id], template.Resources[site.id]),
    ),
  );
  const all = different.map((edit) => mutant(site.type, site.label, edit));
  // Assets are told apart by hashes, which no key holds: one that is not a function's own is as wrong as another.
  const mutants = all.filter(({ key }, index) => all.findIndex((other) => other.key === key) === index);
  const light = mutants.filter(({ consequence }) => LIGHT.includes(consequence));
  yield* mutants.filter((each) => !light.includes(each));
  if (isTelling(site))
    yield* light.slice(0, site.property === 'DashboardBody' && !site.joined ? undefined : 1);
}

/** Whether the place says something by itself: a whole property, an entry of a list, or a single value. */
function isTelling({ path, value }: Site): boolean {
  return path.length <= 4 || typeof path.at(-1) === 'number' || !isObject(value) || isIntrinsic(value);
}

function mutant(type: string, label: string, { operator, what, template }: Edit): Mutant {
  // What is added has its place in what it is.
  const place = operator === 'add' ? `${label} ${what}` : label;
  return { key: `${label}: ${what}`, consequence: consequenceOf({ operator, type, place }), template };
}

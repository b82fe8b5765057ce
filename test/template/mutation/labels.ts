import type { Template } from '../specification/template.ts';
import { isIntrinsic, isObject, referenceIn } from './intrinsic.ts';

/** The hash that the CDK appends to logical ids, and within them where they are made from a path. */
const HASH = /(?:[0-9A-F]{8}){1,2}(?=$|[A-Z])/g;

/** The hash that names an asset, which changes with what is in it. */
const ASSET = /\b[0-9a-f]{64}\b/g;

/** The longest text that a label repeats. */
const MAX_TEXT = 60;

/** What resources are called in reports: their logical ids without hashes, and without the pipeline's own id. */
export function resourceLabel(id: string): string {
  return id.replace(HASH, '').replace(/^Notifications/, '');
}

/**
 * What an entry of a list is called: by what it is about, since its index would change with what stands before it.
 */
export function entryLabel(entry: unknown, index: number): string {
  if (typeof entry === 'string') return valueLabel(entry);
  if (isIntrinsic(entry)) return referenceIn(entry) ? valueLabel(entry) : String(index);
  if (!isObject(entry)) return String(index);
  const { Action, Effect, Id, Name, AttributeName } = entry;
  if (Action) return `${Effect} ${[Action].flat().join(', ').slice(0, MAX_TEXT)}`;
  return String(Id ?? Name ?? AttributeName ?? index);
}

/** A value in a report, in one line. */
export function valueLabel(value: unknown): string {
  const reference = referenceIn(value);
  if (reference)
    return [resourceLabel(reference.id), ...(reference.attribute ? [reference.attribute] : [])].join('.');
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const line = text.replace(ASSET, '<asset>').replace(HASH, '').replaceAll('\n', ' ');
  return line.length <= MAX_TEXT ? line : `${line.slice(0, MAX_TEXT)}…`;
}

/** @throws Error where two resources would be called alike. */
export function checkLabels({ Resources }: Template): void {
  const labels = Object.keys(Resources).map(resourceLabel);
  const twice = labels.filter((label, index) => labels.indexOf(label) !== index);
  if (twice.length > 0)
    throw new Error(`Expected resources with labels of their own, got two ${twice.join(', ')}`);
}

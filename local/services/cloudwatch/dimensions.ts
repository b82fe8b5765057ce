import { textOf } from '../../../template/scalars.ts';
import type { Dimensions } from './metric.ts';

/** Dimensions as the API and templates list them, `{ Name, Value }` each. */
export function dimensionsOf(list: unknown): Dimensions {
  const dimensions = Array.isArray(list) ? list.map((each) => Object(each) as Record<string, unknown>) : [];
  return Object.fromEntries(dimensions.map(({ Name, Value }) => [textOf(Name), textOf(Value)]));
}

/** The list again. */
export function dimensionList(dimensions: Dimensions): { Name: string; Value: string }[] {
  return Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
}

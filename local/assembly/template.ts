/** Any JSON value, as a template holds it before its intrinsics are resolved. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json | undefined };

export type JsonObject = { [key: string]: Json | undefined };

/** A value that a template itself has under `key`, which may be the name of something that every object has. */
export function own<Value>(
  record: Readonly<Record<string, Value>> | undefined,
  key: string,
): Value | undefined {
  return Object.hasOwn(Object(record), key) ? record?.[key] : undefined;
}

/** So many levels can be written as JSON. */
const MAX_SHOWN_DEPTH = 1_000;

/** Whether a value has more than so many levels. */
export function isDeeperThan(levels: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((item) => isDeeperThan(levels - 1, item));
}

/**
 * A property that is to be a text, of which AWS also takes numbers and booleans; none is an empty one. A list or an object,
 * of which it takes none, is shown as JSON, unless it has too many levels for that.
 */
export function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value !== 'object') return String(value);
  return isDeeperThan(MAX_SHOWN_DEPTH, value) ? '…' : JSON.stringify(value);
}

/** A property that is to be a number, which may be written as text; `NaN` where it is none. */
export function numberOf(value: unknown): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
}

/** One entry of a template's `Resources`. */
export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: JsonObject;
  readonly Condition?: string;
  readonly DependsOn?: string | string[];
  readonly Metadata?: JsonObject;
}

/** One entry of a template's `Parameters`. */
export interface TemplateParameter {
  readonly Type: string;
  readonly Default?: Json;
}

/** The parts of a CloudFormation template that the local stack reads. */
export interface Template {
  readonly Resources?: Record<string, TemplateResource>;
  readonly Parameters?: Record<string, TemplateParameter>;
  readonly Conditions?: Record<string, Json>;
  readonly Mappings?: Record<string, Record<string, Record<string, Json>>>;
  readonly Outputs?: Record<string, { Value: Json; Condition?: string; Export?: { Name: Json } }>;
}

/** A property that is to be true or false, which may be written as text; `fallback` where there is none. */
export function flagOf(value: unknown, fallback: boolean): boolean {
  return textOf(value ?? fallback) === 'true';
}

import { isObject, own } from '../../../../template/json.ts';
import type { FilteredObject } from './filter-policy.ts';
import { type FilteredValue, isFilteredValue } from './filtered-value.ts';

/** An attribute of a message, as SNS has it. */
export interface FilteredAttribute {
  readonly DataType?: string | undefined;
  readonly StringValue?: string | undefined;
}

/**
 * The attributes of a message as filter policies see them: those of the type `String.Array` by their elements, and none of
 * the type `Binary`.
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html
 */
export function attributesOf(attributes: Readonly<Record<string, FilteredAttribute>>): FilteredObject {
  return {
    valuesOf: (name) => {
      const attribute = own(attributes, name);
      return attribute && valuesIn(attribute);
    },
    objectsOf: () => [],
  };
}

function valuesIn({ DataType = '', StringValue = '' }: FilteredAttribute): FilteredValue[] | undefined {
  if (DataType === 'String.Array') return elementsIn(StringValue);
  const [type] = DataType.split('.');
  if (type === 'Number') return [Number(StringValue)];
  return type === 'String' ? [StringValue] : undefined;
}

function elementsIn(text: string): FilteredValue[] {
  const elements = parsed(text);
  return Array.isArray(elements) ? elements.filter(isFilteredValue) : [];
}

/** The body of a message as filter policies see it; `undefined` where it is no JSON object, which no policy matches. */
export function bodyOf(body: string): FilteredObject | undefined {
  const object = parsed(body);
  return isObject(object) ? filteredObject(object) : undefined;
}

function filteredObject(object: object): FilteredObject {
  return {
    valuesOf: (name) => {
      const value = own(object, name);
      const values = listOf(value).filter(isFilteredValue);
      const isEmptyList = Array.isArray(value) && value.length === 0;
      return values.length > 0 || isEmptyList ? values : undefined;
    },
    objectsOf: (name) => listOf(own(object, name)).filter(isObject).map(filteredObject),
  };
}

/** Lists within lists count as one. */
function listOf(value: unknown): unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value.flat(Number.POSITIVE_INFINITY) : [value];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

import type { UncheckedObject } from '../../../template/json.ts';
import type { Resource } from '../../../template/resource.ts';

/** A resource of a template as it is written. */
export interface Declaration extends UncheckedObject {
  readonly Type: string;
  readonly Properties: UncheckedObject;
}

/** Resources by their logical ids. */
export type Declarations = Readonly<Record<string, Declaration>>;

/** SAM writes under this name, into the metadata of what it builds, for which resource of the template that stands. */
const MADE_FOR = 'SamResourceId';

/** The logical id under which a resource is told: that of its function, if SAM makes it of one. */
export function ownerOf({ logicalId, metadata }: Resource): string {
  const owner = metadata[MADE_FOR];
  return typeof owner === 'string' ? owner : logicalId;
}

/** What nobody but SAM itself can tell. */
export const BY_SAM = { 'Fn::Transform': { Name: 'AWS::Serverless-2016-10-31' } };

/** A resource that SAM makes for another one of the template, as which it is told. */
export function madeFor(
  owner: string,
  { Condition }: UncheckedObject,
  Type: string,
  Properties: UncheckedObject,
): Declaration {
  return { Type, Properties, Metadata: { [MADE_FOR]: owner }, ...(Condition !== undefined && { Condition }) };
}

export function attributeOf(id: string, attribute: string): UncheckedObject {
  return { 'Fn::GetAtt': [id, attribute] };
}

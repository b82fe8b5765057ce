import type { Resource, Template } from '../specification/template.ts';
import { isIntrinsic, isObject } from './intrinsic.ts';
import type { Path } from './json-path.ts';
import { entryLabel, resourceLabel } from './labels.ts';

/** A place in a template where something can be wrong. */
export interface Site {
  readonly template: Template;
  /** The logical id of the resource that it is in. */
  readonly id: string;
  readonly type: string;
  /** From the template on. */
  readonly path: Path;
  /** The same in words that stay as they are while other things change. */
  readonly label: string;
  /** The name of the nearest property: that of the list, for its entries. */
  readonly property: string;
  readonly value: unknown;
  /** Whether it is a part of a text that CloudFormation joins, which is of no use without it. */
  readonly joined: boolean;
}

/** What of a resource is looked at: not its type, and not its metadata, which nothing deployed depends on. */
const ATTRIBUTES = ['DeletionPolicy', 'UpdateReplacePolicy', 'DependsOn', 'Properties'] as const;

/** Every place in the resources of a template, each before what is in it. */
export function* sitesIn(template: Template): Generator<Site> {
  for (const [id, resource] of Object.entries(template.Resources)) yield* sitesOf(template, id, resource);
}

function* sitesOf(template: Template, id: string, resource: Resource): Generator<Site> {
  for (const attribute of ATTRIBUTES.filter((name) => resource[name] !== undefined)) {
    const isProperties = attribute === 'Properties';
    const site: Site = {
      template,
      id,
      type: resource.Type,
      path: ['Resources', id, attribute],
      label: isProperties ? resourceLabel(id) : `${resourceLabel(id)} ${attribute}`,
      property: attribute,
      value: resource[attribute],
      joined: false,
    };
    if (!isProperties) yield site;
    yield* sitesBelow(site);
  }
}

function* sitesBelow(site: Site): Generator<Site> {
  const { value, path, label } = site;
  if (Array.isArray(value)) {
    for (const [index, entry] of value.entries()) {
      yield* withBelow({
        ...site,
        path: [...path, index],
        label: `${label}[${entryLabel(entry, index)}]`,
        value: entry,
      });
    }
  } else if (isIntrinsic(value)) {
    yield* joinedParts(site, value['Fn::Join']);
  } else if (isObject(value)) {
    for (const [key, inner] of Object.entries(value)) {
      const separator = site.property === 'Properties' ? ' ' : '.';
      yield* withBelow({
        ...site,
        path: [...path, key],
        label: `${label}${separator}${key}`,
        property: key,
        value: inner,
      });
    }
  }
}

function* joinedParts(site: Site, join: unknown): Generator<Site> {
  if (!Array.isArray(join)) return;
  for (const [index, part] of (join[1] as unknown[]).entries()) {
    yield {
      ...site,
      path: [...site.path, 'Fn::Join', 1, index],
      label: `${site.label}(${index})`,
      value: part,
      joined: true,
    };
  }
}

function* withBelow(site: Site): Generator<Site> {
  yield site;
  yield* sitesBelow(site);
}

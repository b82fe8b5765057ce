import type { Edit, Operator } from '../edit.ts';
import { replaceAt, valueAt } from '../json-path.ts';
import { valueLabel } from '../labels.ts';
import type { Site } from '../site.ts';
import { OTHER_WORDS } from './words.ts';

/** `site` with each of `values` in place of its own. */
function* instead(site: Site, operator: Operator, values: Iterable<unknown>): Generator<Edit> {
  for (const value of values) {
    yield { operator, what: `→ ${valueLabel(value)}`, template: replaceAt(site.template, site.path, value) };
  }
}

/** Turns true and false round, written as text too. */
export function* flip(site: Site): Generator<Edit> {
  const others: Readonly<Record<string, unknown>> = { true: 'false', false: 'true' };
  if (typeof site.value === 'boolean') yield* instead(site, 'flip', [!site.value]);
  else if (String(site.value) in others) yield* instead(site, 'flip', [others[String(site.value)]]);
}

/** Shrinks and enlarges a number, much and by one, written as text too. */
export function* changeNumber(site: Site): Generator<Edit> {
  const { value } = site;
  const isText = typeof value === 'string' && /^\d+$/.test(value);
  if (typeof value !== 'number' && !isText) return;
  const number = Number(value);
  const numbers = new Set([Math.floor(number / 2), number * 2, 0, 1, number - 1, number + 1, number * 10]);
  const others = [...numbers].filter((other) => other !== number && other >= 0);
  yield* instead(site, 'number', isText ? others.map(String) : others);
}

/** Puts other words in: those that mean something there, or, where that is not known, none or a wrong one. */
export function* changeText({ value, ...site }: Site): Generator<Edit> {
  if (typeof value !== 'string' || value === 'true' || value === 'false' || /^\d+$/.test(value)) return;
  // Of the JSON that is a dashboard other operators take whole widgets away.
  if (site.joined && (value.length === 1 || site.property === 'DashboardBody')) return;
  const words = OTHER_WORDS[site.property] ?? [];
  const others = words.filter((other) => other !== value);
  const isProse = /\s/.test(value);
  yield* instead({ ...site, value }, 'text', others.length > 0 ? others : isProse ? [''] : [`${value}X`]);
}

/** Puts in what the same property of another resource of the type holds. */
export function* mixUp(site: Site): Generator<Edit> {
  const { template, id, type, path, value } = site;
  if (typeof value !== 'string' && typeof value !== 'number') return;
  const peers = Object.keys(template.Resources).filter(
    (other) => other !== id && template.Resources[other]?.Type === type,
  );
  for (const peer of peers) {
    const other = valueAt(template, path.with(1, peer));
    if (typeof other !== typeof value || other === value) continue;
    yield {
      operator: 'mix up',
      what: `→ ${valueLabel(other)}`,
      template: replaceAt(template, path, other),
    };
  }
}

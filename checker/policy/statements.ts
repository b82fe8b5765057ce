import { type DocumentStatement, type Listed, statementsIn } from '../../template/policy/document.ts';
import { Unknown } from '../../template/unknown.ts';
import type { Value } from '../../template/value.ts';

/** One test of a statement's condition block. */
export interface ConditionTest {
  /** In lower case and with what is around it, as in `arnequalsifexists`. */
  readonly operator: string;
  /** In lower case. */
  readonly key: string;
  readonly values: readonly Value[];
}

/** A statement of a policy, as rules look at it. */
export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  readonly principals: readonly Principal[];
  readonly actions: readonly string[];
  readonly resources: readonly Value[];
  readonly conditions: readonly ConditionTest[];
}

/** Whom a statement is about: everyone, a service by its name, or another principal. */
export interface Principal {
  readonly kind: 'everyone' | 'service' | 'other';
  readonly name: string;
}

/** The statements of a policy, and why they may not be all of them, if so. */
export interface Statements {
  readonly statements: readonly Statement[];
  readonly unknown: Unknown | undefined;
}

/** Reads a policy document. A statement with an element that is not known counts as not known. */
export function readDocument(document: Value): Statements {
  if (document instanceof Unknown) return { statements: [], unknown: document };
  return merge(
    statementsIn(document).map((statement) => {
      const unknown = unknownIn(statement);
      if (unknown || statement instanceof Unknown) return { statements: [], unknown };
      return { statements: readStatement(statement), unknown: undefined };
    }),
  );
}

/** The statements of several policies. */
export function merge(all: readonly Statements[]): Statements {
  return {
    statements: all.flatMap(({ statements }) => statements),
    unknown: all.map(({ unknown }) => unknown).find((unknown) => unknown !== undefined),
  };
}

function unknownIn(statement: DocumentStatement | Unknown): Unknown | undefined {
  if (statement instanceof Unknown) return statement;
  const { elements, actions, principals } = statement;
  const deciding = [
    ...[elements.Effect, elements.Condition],
    ...(actions?.isNot ? [] : (actions?.values ?? [])),
    ...(principals?.isNot ? [] : (principals?.named ?? [])).map(({ name }) => name),
  ];
  return deciding.find((value) => value instanceof Unknown);
}

function readStatement({ elements, ...statement }: DocumentStatement): Statement[] {
  const { Effect: effect } = elements;
  if (effect !== 'Allow' && effect !== 'Deny') return [];
  const isAllow = effect === 'Allow';
  return [
    {
      effect,
      principals: principalsOf(statement, isAllow),
      actions: valuesOf(statement.actions, isAllow).filter((action) => typeof action === 'string'),
      resources: valuesOf(statement.resources, isAllow),
      conditions: statement.conditions.map(({ name, key, values }) => ({
        ...{ operator: name.toLowerCase(), key: key.toLowerCase(), values },
      })),
    },
  ];
}

/** What an `Allow` leaves open by naming the exceptions alone is close to everything; a `Deny` is not. */
function valuesOf(listed: Listed | undefined, isAllow: boolean): readonly Value[] {
  if (listed?.isNot) return isAllow ? ['*'] : [];
  return listed?.values ?? [];
}

const EVERYONE: Principal = { kind: 'everyone', name: '*' };

function principalsOf({ principals }: Pick<DocumentStatement, 'principals'>, isAllow: boolean): Principal[] {
  if (principals?.isNot) return isAllow ? [EVERYONE] : [];
  return (principals?.named ?? []).map(({ type, name }): Principal => {
    if (type === 'AWS' && name === '*') return EVERYONE;
    return { kind: type === 'Service' ? 'service' : 'other', name: typeof name === 'string' ? name : '' };
  });
}

/** The page's views, by their words in the address. */
export const VIEWS = [
  'overview',
  'notifications',
  'dead-letters',
  'time',
  'publish',
  'faults',
  'inbox',
] as const;

export type View = (typeof VIEWS)[number];

/** Where the page is: everything that a link to it has to say. */
export interface Route {
  readonly view: View;
  /** Empty for the first pipeline. */
  readonly pipeline: string;
  /** What of a view is shown, by name; empty values are left out. */
  readonly query: Readonly<Record<string, string>>;
}

/** Names that a browser's history may keep; whatever else a link says is left out. */
const QUERY = ['id', 'state', 'reason', 'error', 'q'];

/** The route of a location's hash; the overview where it says nothing that the page knows. */
export function routeOf(hash: string): Route {
  const [path = '', search = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const parameters = new URLSearchParams(search);
  const query = QUERY.flatMap((name) => {
    const value = parameters.get(name) ?? '';
    return value === '' ? [] : [[name, value]];
  });
  return {
    view: VIEWS.find((view) => view === path) ?? 'overview',
    pipeline: parameters.get('pipeline') ?? '',
    query: Object.fromEntries(query),
  };
}

/** The hash of a route. What looks like an address stays out of it: a browser keeps where it has been. */
export function hashOf({ view, pipeline, query }: Route): string {
  const kept = [['pipeline', pipeline] as const, ...QUERY.map((name) => [name, query[name] ?? ''] as const)];
  const parameters = new URLSearchParams(
    kept.flatMap(([name, value]) =>
      value === '' || value.includes('@') ? [] : [[name, value] as [string, string]],
    ),
  );
  return `#/${view}${parameters.size > 0 ? `?${parameters}` : ''}`;
}

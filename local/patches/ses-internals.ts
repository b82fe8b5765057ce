/** What aws-ses-v2-local does not export. */
export interface SesInternals {
  /** Its emails and templates, of which it has one for each thread. */
  readonly store: unknown;
  /** Writes an email as a message in MIME. */
  readonly createEmlContent: (email: object) => Promise<{ readonly body: Buffer }>;
}

/**
 * Loads what aws-ses-v2-local does not export: the peer range is held to one minor version. Delete when its main module
 * gives its store, and composes an email.
 */
export function loadSesInternals(load: (specifier: string) => unknown): SesInternals {
  const { createEmlContent } = load('aws-ses-v2-local/dist/emlFile.js') as SesInternals;
  return { store: load('aws-ses-v2-local/dist/store.js'), createEmlContent };
}

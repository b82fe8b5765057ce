import { join } from 'node:path';

/** Tells the workers of jest where everything is; set before they start. */
const VARIABLE = 'MAILROOM_INSTALLATION';

/** Where the package lies packed and installed, outside the repository. */
export interface Installation {
  readonly folder: string;
  /** What `npm pack --json` says of the tarball. */
  readonly description: string;
  readonly tarball: string;
  /** The fresh Amplify app that has installed the tarball. */
  readonly app: string;
  /** The app's lock file before the emulators were installed, and so with nothing but the package itself. */
  readonly lockWithoutEmulators: string;
}

export function rememberInstallation(folder: string): void {
  process.env[VARIABLE] = folder;
}

/**
 * What the run's setup has installed.
 *
 * @throws Error in a run without that setup.
 */
export function theInstallation(): Installation {
  const folder = process.env[VARIABLE];
  if (!folder) throw new Error('These tests need jest.package.config.js: run them by npm run test:package.');
  return {
    folder,
    description: join(folder, 'pack.json'),
    tarball: join(folder, 'amplify-mailroom.tgz'),
    app: join(folder, 'app'),
    lockWithoutEmulators: join(folder, 'package-lock-without-emulators.json'),
  };
}

import { copyFileSync, mkdtempSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeTemporaryFolder } from '../jest/temporary-folder.ts';
import { addMailroom, freshApp, installEmulators } from './fresh-app.ts';
import { rememberInstallation, theInstallation } from './installation.ts';
import { packTarball } from './tarball.ts';

/**
 * Packs the package and installs it with npm into a fresh app, as the README says; jest calls it once, before the
 * tests, since the app is a thousand packages.
 */
export default async function installApp(): Promise<void> {
  makeTemporaryFolder();
  rememberInstallation(realpathSync(mkdtempSync(join(tmpdir(), 'mailroom-package-'))));
  const { app, lockWithoutEmulators } = theInstallation();
  await packTarball(theInstallation());
  await freshApp(app);
  await addMailroom(theInstallation());
  copyFileSync(join(app, 'package-lock.json'), lockWithoutEmulators);
  await installEmulators(app);
}

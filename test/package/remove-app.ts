import { rmSync } from 'node:fs';
import { theInstallation } from './installation.ts';

/** Called by jest once all tests are done. */
export default function removeApp(): void {
  rmSync(theInstallation().folder, { recursive: true, force: true });
}

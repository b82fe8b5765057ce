/**
 * Imports one of the emulators, which are optional peer dependencies: a backend that only deploys needs none.
 *
 * @throws Error naming what to install, where the package is missing.
 */
export async function importEmulator<Module>(name: string, load: () => Promise<Module>): Promise<Module> {
  try {
    return await load();
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw cause;
    throw new Error(
      `The local stack needs the package ${name}: install its emulators with "npm install --save-dev fauxqs@2.4 aws-ses-v2-local@2.10 dynalite@4".`,
      { cause },
    );
  }
}

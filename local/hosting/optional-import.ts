/**
 * Imports one of the emulators or of what they need, all optional peer dependencies: a backend that only deploys needs none.
 *
 * @throws Error naming what to install, where the package is missing.
 */
export async function importOptional<Module>(name: string, load: () => Promise<Module>): Promise<Module> {
  try {
    return await load();
  } catch (cause) {
    if (!isMissing(cause, name)) throw cause;
    throw new Error(
      `The local stack needs the package ${name}: install what it needs with "npm install --save-dev fauxqs@2.4 aws-ses-v2-local@2.10 dynalite@4 jsep@1 chokidar@5".`,
      { cause },
    );
  }
}

/** What is missing may also be a package that the emulator itself needs; to install the emulator would not help. */
function isMissing(cause: unknown, name: string): boolean {
  const { code, message = '' } = Object(cause) as Partial<NodeJS.ErrnoException>;
  return (code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND') && message.includes(`'${name}'`);
}

import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Installation, theInstallation } from './installation.ts';
import { mustRunIn } from './run-in.ts';

/** What npm says of a tarball. */
export interface Packed {
  readonly filename: string;
  /** Of the tarball, in bytes. */
  readonly size: number;
  readonly files: readonly PackedFile[];
}

interface PackedFile {
  readonly path: string;
  readonly size: number;
  readonly mode: number;
}

/** Packs what the build has made; its scripts would only build it again. */
export async function packTarball({ folder, tarball, description }: Installation): Promise<void> {
  const said = await mustRunIn('.', `npm pack --ignore-scripts --json --pack-destination "${folder}"`);
  const packed = packedOf(said);
  renameSync(join(folder, packed.filename), tarball);
  writeFileSync(description, JSON.stringify(packed));
}

/** What the run's setup has packed. */
export function thePackedFiles(): Packed {
  return JSON.parse(readFileSync(theInstallation().description, 'utf8')) as Packed;
}

/** One entry for each package, in a list or, by newer versions of npm, by its name. */
function packedOf(json: string): Packed {
  const [packed] = Object.values(JSON.parse(json) as Record<string, Packed>);
  if (!packed) throw new Error('npm packed nothing.');
  return packed;
}

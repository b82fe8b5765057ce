import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { isAlive } from '../../../contract/is-alive.ts';
import type { DeployableAssembly } from '../../assembly/cloud-assembly.ts';
import type { ResourceReader } from '../../assembly/resource-reader.ts';
import { OWNER_ONLY_FILE } from '../../hosting/own-folder.ts';

/**
 * The folder of a function's code: its asset's, or one with its inline code.
 *
 * @throws Error naming the resource, where its code is neither.
 */
export function codeDirectory(reader: ResourceReader, assembly: DeployableAssembly): string {
  const { S3Key, ZipFile } = reader.object('Code');
  if (typeof ZipFile === 'string') return inlineCode(ZipFile);
  const path = typeof S3Key === 'string' ? assembly.assetPath(basename(S3Key)) : undefined;
  if (path === undefined)
    throw reader.fault(`its code ${JSON.stringify(S3Key)} is not an asset of the assembly`);
  if (path.endsWith('.zip')) {
    throw reader.fault(
      'its code is a zip file; the local stack runs only folders, as Code.fromAsset(folder) gives',
    );
  }
  if (!existsSync(path)) {
    throw reader.fault(`its code ${path} is missing: the cloud assembly is incomplete, synthesize it again`);
  }
  return path;
}

/** The folders of inline codes: the same code is in the same one, so that it counts as unchanged. */
const inlineCodes = new Map<string, string>();
let inlineParent: string | undefined;

/** Code inside the template is CommonJS in `index.js`, as on AWS. */
function inlineCode(code: string): string {
  const known = inlineCodes.get(code);
  if (known !== undefined) return known;
  inlineParent ??= temporaryDirectory();
  const directory = join(inlineParent, String(inlineCodes.size));
  mkdirSync(directory, { mode: 0o700 });
  writeFileSync(join(directory, 'index.js'), code, { mode: OWNER_ONLY_FILE });
  inlineCodes.set(code, directory);
  return directory;
}

/** How the names of the folders begin. */
const PREFIX = 'mailroom-inline-';

/** Such a name, with the process whose it is. */
const OWNED = new RegExp(`^${PREFIX}(\\d+)-`);

/** A folder that ends with this process. */
function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** Removes the folders of processes that were killed. */
export function removeAbandonedCode(): void {
  for (const name of readdirSync(tmpdir())) {
    const [, pid] = OWNED.exec(name) ?? [];
    if (pid === undefined || isAlive(Number(pid))) continue;
    try {
      rmSync(join(tmpdir(), name), { recursive: true, force: true });
    } catch {
      // It is another user's.
    }
  }
}

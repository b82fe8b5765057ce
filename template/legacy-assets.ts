import { extname } from 'node:path';
import { isObject, objectOf, own, type UncheckedObject } from './json.ts';

/** An asset as the CDK v1 and the legacy synthesizer note it beside the stack that has it. */
export interface LegacyAsset {
  /** Its path in the assembly. */
  readonly path: string;
  readonly objectKey: string;
  /** What the CDK gives at deployment to the parameters that stand for it. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** How the names of those parameters begin. */
const PARAMETER = 'AssetParameters';

/** Between the folder and the name in the value of the parameter that stands for a key. */
const KEY_SEPARATOR = '||';

/** Whether a template has its assets behind parameters. */
export function hasLegacyAssets(template: unknown): boolean {
  return Object.keys(objectOf(own(template, 'Parameters'))).some((name) => name.startsWith(PARAMETER));
}

/**
 * The files among the assets that are noted in the metadata of a stack.
 * @see https://github.com/aws/aws-cdk/blob/v1.204.0/packages/%40aws-cdk/cloud-assembly-schema/lib/cloud-assembly/metadata-schema.ts
 */
export function legacyAssetsIn(metadata: UncheckedObject): LegacyAsset[] {
  return Object.values(metadata)
    .flatMap((entries) => (Array.isArray(entries) ? entries : []))
    .filter((entry) => isObject(entry) && entry.type === 'aws:cdk:asset')
    .flatMap((entry) => legacyAsset(own(entry, 'data')));
}

function legacyAsset(data: unknown): LegacyAsset[] {
  const text = (key: string) => {
    const value = own(data, key);
    return typeof value === 'string' ? value : undefined;
  };
  const [path, hash, packaging] = [text('path'), text('sourceHash') ?? text('id'), text('packaging')];
  const bucket = text('s3BucketParameter');
  const key = text('s3KeyParameter');
  if (path === undefined || hash === undefined || bucket === undefined || key === undefined) return [];
  const name = `${hash}${packaging === 'zip' ? '.zip' : extname(path)}`;
  const parameters = {
    [bucket]: 'cdk-assets',
    [key]: `assets/${KEY_SEPARATOR}${name}`,
    ...(text('artifactHashParameter') && { [text('artifactHashParameter') as string]: hash }),
  };
  return [{ path, objectKey: name, parameters }];
}

import type { UncheckedObject } from './json.ts';

/** A template with what is known beside it. */
export interface SourceTemplate {
  /** The name of its stack. */
  readonly name: string;
  readonly template: UncheckedObject;
  /** The name of its file, by which a parent stack may know it. */
  readonly file: string;
  /** The region that the app chose for it, where a cloud assembly tells. */
  readonly region?: string | undefined;
  /** The file or folder behind the key that an asset has in the bootstrap bucket, where a cloud assembly tells. */
  readonly assetPath?: (objectKey: string) => string | undefined;
  /** What the app itself gives as values of parameters, where a cloud assembly tells. */
  readonly parameters?: Readonly<Record<string, string>> | undefined;
  /** The path of the construct behind a logical id, where a cloud assembly tells. */
  readonly constructPath?: (logicalId: string) => string | undefined;
  /** What the CDK noted of each construct in it, by its path, nested stacks included, where a cloud assembly tells. */
  readonly constructMetadata?: () => UncheckedObject;
}

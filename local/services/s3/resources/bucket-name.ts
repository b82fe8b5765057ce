const MAX_LENGTH = 63;

/**
 * The name that a bucket gets where its template gives none, of what would be that of another resource.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 */
export function bucketName(name: string): string {
  const plain = name.toLowerCase().replaceAll(/[^a-z0-9-]/g, '-');
  return plain.slice(-MAX_LENGTH).replace(/^-+|-+$/g, '');
}

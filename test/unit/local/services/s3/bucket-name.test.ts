import { describe, expect, it } from '@jest/globals';
import { bucketName } from '../../../../../local/services/s3/resources/bucket-name.ts';

describe('bucketName', () => {
  it.each([
    ['App-FilesBucket', 'app-filesbucket'],
    ['App_Files.1-0a1b2c3d', 'app-files-1-0a1b2c3d'],
    [`${'A'.repeat(50)}-FilesBucket1`, `${'a'.repeat(50)}-filesbucket1`],
    [`Begin-${'A'.repeat(58)}-0a1b2c`, `${'a'.repeat(56)}-0a1b2c`],
  ])('of %s is one that S3 takes: %s', (name, expected) => {
    expect(bucketName(name)).toBe(expected);
    expect(bucketName(name)).toMatch(/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/);
  });
});

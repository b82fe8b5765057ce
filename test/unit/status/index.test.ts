import { expect, it } from '@jest/globals';
import * as status from '../../../status/index.ts';

it('exports the reader, and nothing else', () => {
  expect(Object.keys(status)).toEqual(['NotificationStatusReader']);
});

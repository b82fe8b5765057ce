import { describe, expect, it } from '@jest/globals';
import { creationPlace } from '../../../checker/places.ts';

/** Where a construct was made whose metadata holds `entry`. */
function placeIn(entry: object) {
  const constructMetadata = () => ({ '/Mail/Topic/Resource': [entry] });
  return creationPlace('Mail/Topic/Resource', [
    { name: 'Other', file: 'Other', template: {} },
    { name: 'Mail', file: 'Mail', template: {}, constructMetadata },
  ]);
}

const stack = (...data: unknown[]) => placeIn({ type: 'aws:cdk:creationStack', data });

describe('creationPlace', () => {
  it.each([
    ['a function', 'makeTopic (/app/lib/topic.ts:7:29)', '/app/lib/topic.ts'],
    ['no function', '/app/lib/topic.ts:7:29', '/app/lib/topic.ts'],
    ['the word "at"', '    at new Topic (/app/lib/topic.ts:7:29)', '/app/lib/topic.ts'],
    ['a URL', '<anonymous> (file:///app/lib/my%20topic.ts:7:29)', '/app/lib/my topic.ts'],
    ['a drive', 'makeTopic (C:\\app\\topic.ts:7:29)', 'C:\\app\\topic.ts'],
    ['a folder with a space', 'makeTopic (/my app/topic.ts:7:29)', '/my app/topic.ts'],
  ])('reads a frame with %s', (_, frame, file) => {
    expect(stack(frame)).toEqual({ file, line: 7, column: 29 });
  });

  it('reads a frame whose column the CDK has lost', () => {
    expect(stack('file:///app/topic.ts:7 (:)')).toEqual({ file: '/app/topic.ts', line: 7, column: 1 });
    expect(stack('file:///app/topic.ts:7: (file:///app/topic.ts:7:29)')).toMatchObject({ column: 29 });
  });

  it('is in the app’s own code', () => {
    expect(
      stack(
        '...new Topic in aws-cdk-lib...',
        'createTopic (/app/node_modules/amplify-mailroom/dist/lib/topic.js:11:19)',
        'Module.run (node:internal/modules/job:1:1)',
        '<anonymous> (/app/amplify/backend.ts:7:29)',
      ),
    ).toEqual({ file: '/app/amplify/backend.ts', line: 7, column: 29 });
  });

  it('is where older versions of the CDK note it', () => {
    expect(
      placeIn({ type: 'aws:cdk:logicalId', data: 'Topic', trace: ['new Topic (/app/topic.ts:7:29)'] }),
    ).toEqual({ file: '/app/topic.ts', line: 7, column: 29 });
  });

  it('is not known without a frame of the app, or a stack', () => {
    expect(stack('...new Topic in aws-cdk-lib...', 7)).toBeUndefined();
    expect(stack('<anonymous> (file://elsewhere/app/topic.ts:7:29)')).toBeUndefined();
    expect(placeIn({ type: 'aws:cdk:logicalId', data: 'Topic' })).toBeUndefined();
    expect(placeIn({ type: 'aws:cdk:creationStack', data: 'text' })).toBeUndefined();
    expect(creationPlace('Mail/Queue', [])).toBeUndefined();
  });
});

import { describe, expect, it } from '@jest/globals';
import { resourcePlaces } from '../../../../cli/check/resource-places.ts';

const template = {
  Metadata: { Interface: { Resources: { Queue: 'not this' } } },
  Resources: {
    Topic: { Type: 'AWS::SNS::Topic', Properties: { Queue: { Ref: 'Queue' } } },
    Queue: { Type: 'AWS::SQS::Queue' },
  },
};

const YAML = `# The Queue: of the app
Parameters:
  Queue:
    Type: String
Resources:
  # Its topic
  Topic:
    Type: AWS::SNS::Topic
    Properties:
      Queue: !Ref Queue
  "Queue":
    Type: AWS::SQS::Queue
`;

describe('resourcePlaces', () => {
  it.each([1, 2, 4])('finds a resource in JSON that is indented by %d', (indent) => {
    const text = JSON.stringify(template, undefined, indent);
    const found = resourcePlaces(text).get('Queue');

    expect(text.split('\n')[(found?.line ?? 0) - 1]).toBe(`${' '.repeat(2 * indent)}"Queue": {`);
    expect(found?.column).toBe(2 * indent + 1);
  });

  it('finds a resource in YAML, quoted or not, and no property of its name', () => {
    expect(resourcePlaces(YAML).get('Topic')).toEqual({ line: 7, column: 3 });
    expect(resourcePlaces(YAML).get('Queue')).toEqual({ line: 11, column: 3 });
  });

  it('reads lines that end as on Windows', () => {
    expect(resourcePlaces(YAML.replaceAll('\n', '\r\n')).get('Queue')).toEqual({ line: 11, column: 3 });
  });

  it.each([
    ['a template of one line', JSON.stringify(template), 'Queue'],
    ['a resource that is not there', YAML, 'Mapping'],
    ['a text without resources', 'Queue: 1', 'Queue'],
    ['an empty text', '', 'Queue'],
  ])('knows no place in %s', (_, text, id) => {
    expect(resourcePlaces(text).get(id)).toBeUndefined();
  });
});

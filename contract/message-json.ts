/**
 * Writes JSON that a message's body or attribute can hold. JSON leaves U+FFFE and U+FFFF as they are, and SQS refuses
 * both, so they are escaped.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
 */
export function toMessageJson(value: object): string {
  return JSON.stringify(value).replace(
    /[\uFFFE\uFFFF]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16)}`,
  );
}

import type { AlarmDefinition } from './alarm-definition.ts';

/** The id of the alarm's construct, by which people know it; its logical id where the assembly does not tell. */
export function constructId({
  constructPath,
  logicalId,
}: Pick<AlarmDefinition, 'constructPath' | 'logicalId'>): string {
  return (
    constructPath
      ?.replace(/\/Resource$/, '')
      .split('/')
      .at(-1) ?? logicalId
  );
}

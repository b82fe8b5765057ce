import { jest } from '@jest/globals';

/** Holds back what this process writes to stdout and stderr until `restore`, as CloudWatch would receive it. */
export function captureOutput() {
  const lines: string[] = [];
  const keep = (chunk: unknown) => {
    lines.push(...String(chunk).split('\n').filter(Boolean));
    return true;
  };
  const spies = [process.stdout, process.stderr].map((stream) =>
    jest.spyOn(stream, 'write').mockImplementation(keep),
  );
  return {
    lines,
    /** The lines of a JSON logger. */
    logs: (): Record<string, unknown>[] => lines.map((line) => JSON.parse(line)),
    restore: () => {
      for (const spy of spies) spy.mockRestore();
    },
  };
}

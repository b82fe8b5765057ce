import { existsSync, mkdirSync, rmdirSync, writeFileSync } from 'node:fs';

/** How often a share is dealt out; Lambda's own period is not documented. */
const PERIOD_MICROSECONDS = 20_000;

interface Control {
  /** Where groups are made. */
  readonly root: string;
  /** The files by which a share of the processor is set, with what is written into each. */
  readonly files: (quota: number) => Readonly<Record<string, number | string>>;
}

/** Version 2 of Linux's control groups, and version 1. The weight is the highest: a busy machine is not to take from the share. */
const CONTROLS: readonly Control[] = [
  {
    root: '/sys/fs/cgroup',
    files: (quota) => ({ 'cpu.max': `${quota} ${PERIOD_MICROSECONDS}`, 'cpu.weight': 10_000 }),
  },
  {
    root: '/sys/fs/cgroup/cpu',
    files: (quota) => ({
      'cpu.cfs_period_us': PERIOD_MICROSECONDS,
      'cpu.cfs_quota_us': quota,
      'cpu.shares': 262_144,
    }),
  },
];

/** A share of one processor, for processes that begin with {@link command}. */
export class CpuShare {
  readonly #directory: string;

  private constructor(directory: string) {
    this.#directory = directory;
  }

  /**
   * @param share above 0; 1 is one processor.
   * @throws Error in one sentence where this machine has no control groups that may be made.
   */
  static of(share: number): CpuShare {
    const quota = Math.round(share * PERIOD_MICROSECONDS);
    for (const { root, files } of CONTROLS) {
      const directory = `${root}/mailroom-bench-${process.pid}`;
      try {
        mkdirSync(directory);
      } catch {
        continue;
      }
      const values = Object.entries(files(quota));
      // A directory that is no control group does not have the files of one.
      if (values.every(([name]) => existsSync(`${directory}/${name}`))) {
        for (const [name, value] of values) writeFileSync(`${directory}/${name}`, String(value));
        return new CpuShare(directory);
      }
      rmdirSync(directory);
    }
    throw new Error(
      '--cpu: a share of the processor takes a control group, which this machine does not let us make; run it on Linux as root.',
    );
  }

  /** The command that runs another one within the share. */
  command(executable: string, args: readonly string[]): { file: string; args: string[] } {
    const enter = `echo $$ > ${this.#directory}/cgroup.procs && exec "$@"`;
    return { file: '/bin/sh', args: ['-c', enter, 'sh', executable, ...args] };
  }

  /** Ends it, once no process is left in it. */
  remove(): void {
    rmdirSync(this.#directory);
  }
}

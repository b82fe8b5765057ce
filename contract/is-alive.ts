/** Whether a process runs. Signal 0 only asks; a process of somebody else's is alive too, though it may not be signalled. */
export function isAlive(pid: number): boolean {
  // Below 1 it would be a group of processes.
  if (pid < 1) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

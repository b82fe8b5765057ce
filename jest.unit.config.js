import { run, unitProject } from './jest.config.js';

/** The tests that start no server and no process, and need no build. */
export default { ...run, ...unitProject };

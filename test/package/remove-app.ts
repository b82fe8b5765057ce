/** Called by jest once all tests are done. */
export { removeTemporaryFolder as default } from '../jest/temporary-folder.ts';

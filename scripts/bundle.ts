import { bundleHandlers } from './bundle-handlers.ts';

/** The handlers alone, for the tests that need a construct and nothing else that is built. */
await bundleHandlers('dist/bundles');

#!/usr/bin/env node
import module from 'node:module';
import process from 'node:process';

const OLDEST_NODE = 24;

// Checked before anything is imported: an older Node would fail on the syntax or the modules of what follows.
if (Number.parseInt(process.versions.node, 10) < OLDEST_NODE) {
  process.stderr.write(
    `amplify-mailroom needs Node.js ${OLDEST_NODE} or later, this is ${process.versions.node}: for this project alone, npm install --save-dev node@${OLDEST_NODE} brings it.\n`,
  );
  process.exitCode = 2;
} else {
  // What a command imports is compiled once for each version, not each time: a quarter of the time of a small command.
  module.enableCompileCache();
  const [{ run }, { readerGone }] = await Promise.all([
    import('./program.ts'),
    import('./terminal/reader-gone.ts'),
  ]);
  readerGone();
  process.exitCode = await run(process.argv);
}

/**
 * Holds every import to the table of rooms in `docs/architecture.md`, and the table to the imports; and finds circles between
 * files or folders. Usage: `npm run check:rooms`, with `-- --write` to draw the picture below the table anew.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import type { ICruiseResult, IFlattenedRuleSet } from 'dependency-cruiser';
import { DOCUMENT, mayImport, pictured, ROOMS, roomOf, unused } from './rooms.ts';

const CIRCLES: IFlattenedRuleSet = {
  forbidden: [
    { name: 'circle of files', severity: 'error', from: {}, to: { circular: true } },
    { name: 'circle of folders', scope: 'folder', severity: 'error', from: {}, to: { circular: true } },
  ],
};

const text = readFileSync(DOCUMENT, 'utf8');
if (process.argv.includes('--write')) writeFileSync(DOCUMENT, pictured(text));
const isDrawn = pictured(text) === readFileSync(DOCUMENT, 'utf8');

const { modules, summary } = await readImports();
const imports = modules.flatMap(({ source, dependencies }) =>
  dependencies
    .filter(({ coreModule }) => !coreModule)
    .map(({ resolved }) => ({ from: source, to: resolved })),
);
const faults = [
  ...imports
    .filter((each) => !mayImport(each))
    .map(({ from, to }) => `${from} imports ${to}: there is no arrow ${roomOf(from)} → ${roomOf(to)}`),
  ...unused(imports).map((arrow) => `${arrow}: no import follows the arrow`),
  ...summary.violations.map(({ rule, from, cycle = [] }) =>
    [`${rule.name}: ${from}`, ...cycle.map(({ name }) => name)].join(' → '),
  ),
  ...(isDrawn
    ? []
    : [`${DOCUMENT}: the picture has other arrows than the table; see npm run check:rooms -- --write`]),
];
for (const fault of faults) process.stderr.write(`${fault}\n`);
process.exitCode = faults.length === 0 ? 0 : 1;

/** The imports of every file in the rooms, those of types included. */
async function readImports(): Promise<ICruiseResult> {
  // dependency-cruiser reads TypeScript by its API, which TypeScript 7 does not have; it is lent that of 5.8. Delete this
  // once it takes 7.
  registerHooks({
    resolve: (specifier, context, next) =>
      next(specifier.replace(/^typescript(?=\/|$)/, 'typescript-5.8'), context),
  });
  const { cruise } = await import('dependency-cruiser');
  const { output } = await cruise(
    [...ROOMS.keys()].filter((room) => !room.includes('/')),
    {
      ruleSet: CIRCLES,
      validate: true,
      doNotFollow: 'node_modules',
      tsPreCompilationDeps: true,
      moduleSystems: ['es6'],
    },
  );
  return output as ICruiseResult;
}

import { basename } from 'node:path';
import { CfnElement, Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { SourceTemplate } from '../template/source-template.ts';

/** The paths of the stacks in the app that these templates are of. */
export function stackPathsOf(templatePaths: readonly string[], app: IConstruct): string[] {
  const files = new Set(templatePaths.map((path) => basename(path)));
  return app.node
    .findAll()
    .flatMap((construct) =>
      Stack.isStack(construct) && files.has(construct.templateFile) ? [construct.node.path] : [],
    );
}

/** The templates with the construct behind each logical id; an assembly alone cannot tell it of ids that stacks share. */
export function withConstructPaths(
  sources: readonly SourceTemplate[],
  app: IConstruct,
): readonly SourceTemplate[] {
  let paths: Map<string, string> | undefined;
  return sources.map((source) => ({
    ...source,
    constructPath: (logicalId) => {
      paths ??= new Map(app.node.findAll().flatMap(pathOf));
      return paths.get(keyOf(basename(source.file), logicalId));
    },
  }));
}

function pathOf(construct: IConstruct): [string, string][] {
  if (!CfnElement.isCfnElement(construct)) return [];
  const { stack, logicalId, node } = construct;
  return [[keyOf(stack.templateFile, stack.resolve(logicalId)), node.path]];
}

function keyOf(templateFile: string, logicalId: string): string {
  return `${templateFile} ${logicalId}`;
}

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** One action that a template allows: of one statement, in one policy. */
export interface GrantedAction {
  readonly file: string;
  /** The resource that the policy is in. */
  readonly logicalId: string;
  /** Its place in the properties of the resource. */
  readonly path: readonly string[];
  readonly action: string;
}

interface Statement {
  readonly Effect: string;
  Action: string | string[];
}

/** Whatever holds statements is a policy, wherever a template has it. */
interface Document {
  Statement: Statement[];
}

/** Every action that the templates of a cloud assembly allow, in the order of the template. */
export function grantsOf(assembly: string): GrantedAction[] {
  return templateFiles(assembly).flatMap((file) =>
    Object.entries(resourcesIn(assembly, file)).flatMap(([logicalId, { Properties = {} }]) =>
      documentsIn(Properties).flatMap(({ path, document }) =>
        document.Statement.filter(({ Effect }) => Effect === 'Allow').flatMap(({ Action }) =>
          [Action].flat().map((action) => ({ file, logicalId, path, action })),
        ),
      ),
    ),
  );
}

/** Has a cloud assembly no longer allow one action; a statement without any other is gone. */
export function removeGrant(assembly: string, { file, logicalId, path, action }: GrantedAction): void {
  const template = readJson(assembly, file) as { Resources: Record<string, { Properties: object }> };
  const properties = template.Resources[logicalId]?.Properties;
  const document = path.reduce<unknown>((value, key) => Object(value)[key], properties) as Document;
  document.Statement = document.Statement.flatMap((statement) => {
    if (statement.Effect !== 'Allow') return [statement];
    const left = [statement.Action].flat().filter((each) => each !== action);
    return left.length === 0 ? [] : [{ ...statement, Action: left }];
  });
  writeFileSync(join(assembly, file), JSON.stringify(template));
}

function templateFiles(assembly: string): string[] {
  return readdirSync(assembly)
    .filter((file) => file.endsWith('.template.json'))
    .sort();
}

function resourcesIn(assembly: string, file: string): Record<string, { Properties?: object }> {
  return (readJson(assembly, file) as { Resources: Record<string, { Properties?: object }> }).Resources;
}

function documentsIn(value: object, path: readonly string[] = []): { path: string[]; document: Document }[] {
  if (Array.isArray((value as Partial<Document>).Statement)) {
    return [{ path: [...path], document: value as Document }];
  }
  return Object.entries(value).flatMap(([key, item]) =>
    item !== null && typeof item === 'object' ? documentsIn(item, [...path, key]) : [],
  );
}

function readJson(folder: string, file: string): unknown {
  return JSON.parse(readFileSync(join(folder, file), 'utf8'));
}

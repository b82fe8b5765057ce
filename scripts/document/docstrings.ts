import { readFileSync } from 'node:fs';
import ts from 'typescript-5.8';

/** A member of a declaration, as its docstring tells of it; texts are one line each. */
export interface Member {
  /** Its name, of a method with its parameters. */
  readonly name: string;
  readonly text: string;
  /** What `@default` says. */
  readonly byDefault: string | undefined;
  /** What `@param` says of each parameter. */
  readonly parameters: readonly string[];
  /** The addresses of `@see`. */
  readonly sources: readonly string[];
  /** The code of what it is given, of a property of an object. */
  readonly value: string;
}

/**
 * The members of an interface, of a class as far as they are public, or of an object, in their order. TypeScript 5.8 parses them:
 * version 7 has no interface for that yet.
 *
 * @throws Error where `file` declares nothing of this name, or a member has no docstring.
 */
export function membersOf(file: string, declaration: string): Member[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const found = source.statements.flatMap((statement) => partsOf(statement, declaration));
  const members = found.filter(isTold);
  if (members.length === 0) throw new Error(`${file} declares no ${declaration} with members.`);
  return members.map((node) => memberFrom(node, file));
}

/** A case of a union, as the comment before it tells of it. */
export interface Case {
  /** The literal by which it is known. */
  readonly name: string;
  readonly text: string;
  /** What it has beside, each with its docstring. */
  readonly properties: readonly Pick<Member, 'name' | 'text'>[];
}

/**
 * The cases of a union of objects, in their order.
 *
 * @param key the property whose literal tells them apart.
 * @throws Error where `file` declares no union of this name.
 */
export function casesOf(file: string, declaration: string, key: string): Case[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const union = source.statements
    .filter(ts.isTypeAliasDeclaration)
    .find(({ name }) => name.text === declaration)?.type;
  if (union === undefined || !ts.isUnionTypeNode(union))
    throw new Error(`${file} declares no union ${declaration}.`);
  return union.types.map((type, index) => {
    const before = source.text.slice(union.types[index - 1]?.end ?? union.pos, type.getStart());
    const [, comment = ''] = /\/\*\*(.*?)\*\//s.exec(before) ?? [];
    const signatures = signaturesIn(type);
    const literal = signatures.find(({ name }) => name.getText() === key)?.type?.getText() ?? '';
    return {
      name: literal.replaceAll("'", ''),
      text: lineOf(comment.replaceAll(/^\s*\* ?/gm, '')),
      properties: signatures
        .filter(({ name }) => name.getText() !== key)
        .map((node) => ({ name: node.name.getText(), text: textOf(node) })),
    };
  });
}

function signaturesIn(node: ts.Node): ts.PropertySignature[] {
  if (ts.isPropertySignature(node)) return [node];
  const found: ts.PropertySignature[] = [];
  node.forEachChild((child) => {
    found.push(...signaturesIn(child));
  });
  return found;
}

function textOf(node: ts.Node): string {
  return lineOf(ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc).at(-1)?.comment);
}

function partsOf(statement: ts.Statement, declaration: string): readonly ts.Node[] {
  if (ts.isInterfaceDeclaration(statement) || ts.isClassDeclaration(statement)) {
    return statement.name?.text === declaration ? statement.members : [];
  }
  if (!ts.isVariableStatement(statement)) return [];
  const declared = statement.declarationList.declarations.find(
    ({ name }) => name.getText() === declaration,
  )?.initializer;
  return declared ? entriesOf(declared) : [];
}

/** Of an object, or of a function that returns one. */
function entriesOf(node: ts.Expression): readonly ts.Node[] {
  if (ts.isAsExpression(node) || ts.isParenthesizedExpression(node)) return entriesOf(node.expression);
  if (ts.isArrowFunction(node) && !ts.isBlock(node.body)) return entriesOf(node.body);
  return ts.isObjectLiteralExpression(node) ? node.properties : [];
}

/** A constructor says nothing that its class does not. */
function isTold(node: ts.Node): boolean {
  if (ts.isConstructorDeclaration(node)) return false;
  const isPrivate =
    ts.canHaveModifiers(node) &&
    ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.PrivateKeyword);
  return !isPrivate && !(ts.isClassElement(node) && node.name && ts.isPrivateIdentifier(node.name));
}

function memberFrom(node: ts.Node, file: string): Member {
  const name = nameOf(node);
  const docs = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc).at(-1);
  if (docs === undefined) throw new Error(`${file}: ${name} has no docstring.`);
  const tagged = (tag: string) => (docs.tags ?? []).filter(({ tagName }) => tagName.text === tag);
  return {
    name,
    text: lineOf(docs.comment),
    byDefault: tagged('default').map(({ comment }) => lineOf(comment))[0],
    parameters: tagged('param').map(
      (tag) => `\`${(tag as ts.JSDocParameterTag).name.getText()}\`: ${lineOf(tag.comment)}`,
    ),
    sources: tagged('see').flatMap((tag) => /https:\/\/\S+/.exec(tag.getText())?.[0] ?? []),
    value: ts.isPropertyAssignment(node) ? node.initializer.getText() : '',
  };
}

function nameOf(node: ts.Node): string {
  const { name } = node as ts.NamedDeclaration;
  const text = name === undefined || !ts.isStringLiteral(name) ? (name?.getText() ?? '') : name.text;
  if (!ts.isMethodDeclaration(node) && !ts.isMethodSignature(node)) return text;
  const parameters = node.parameters.map(
    (each) => `${each.name.getText()}${each.initializer || each.questionToken ? '?' : ''}`,
  );
  return `${text}(${parameters.join(', ')})`;
}

function lineOf(comment: ts.JSDoc['comment']): string {
  const text = ts.getTextOfJSDocComment(comment) ?? '';
  return text
    .replaceAll(/\{@link ([\w.]+)\}/g, '`$1`')
    .replaceAll(/\s+/g, ' ')
    .replaceAll('|', '\\|')
    .trim();
}

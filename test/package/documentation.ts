import { readFileSync } from 'node:fs';

/** A fenced block of a document. */
interface Block {
  readonly language: string;
  readonly code: string;
}

/** The code of a document, so that tests run what readers copy. */
export class Documentation {
  readonly #text: string;
  readonly #blocks: readonly Block[];

  constructor(path: string) {
    this.#text = readFileSync(path, 'utf8');
    const fences = this.#text.matchAll(/^```(\w+)\n(.*?)^```$/gms);
    this.#blocks = [...fences].map(([, language = '', code = '']) => ({ language, code }));
  }

  /**
   * The one block in `language`, or the one whose code has `start` as its first characters.
   *
   * @throws Error unless there is exactly one.
   */
  block(language: string, start = ''): string {
    const [block, ...others] = this.#blocks.filter(
      (each) => each.language === language && each.code.startsWith(start),
    );
    if (!block || others.length > 0)
      throw new Error(`There is not one ${language} block that starts with "${start}".`);
    return block.code;
  }

  /** What of the whole text a pattern matches, each text once. */
  matches(pattern: RegExp): string[] {
    return [...new Set(this.#text.match(pattern))];
  }

  /** All blocks in `language`, in their order. */
  blocks(language: string): string[] {
    return this.#blocks.filter((block) => block.language === language).map(({ code }) => code);
  }

  /** The blocks whose first line is a comment that names a file, by that name. */
  files(): Record<string, string> {
    const named = this.#blocks.map(({ code }) => [/^(?:\/\/|#) (\S+\.\w+)\n/.exec(code)?.[1], code] as const);
    return Object.fromEntries(named.filter((entry): entry is [string, string] => entry[0] !== undefined));
  }

  /** A file before and after the change that the one `diff` block shows whole. */
  change(): { before: string; after: string } {
    const lines = this.block('diff').trimEnd().split('\n');
    const side = (other: string) =>
      lines
        .filter((line) => !line.startsWith(other))
        .map((line) => `${line.slice(1)}\n`)
        .join('');
    return { before: side('+'), after: side('-') };
  }
}

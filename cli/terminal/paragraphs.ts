/** A text of paragraphs, each of lines, with an empty line between two; those without lines are none. */
export function paragraphsOf(paragraphs: readonly (readonly string[])[]): string {
  const texts = paragraphs.filter(({ length }) => length > 0).map((lines) => lines.join('\n'));
  return `${texts.join('\n\n')}\n`;
}

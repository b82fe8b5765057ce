import type { Layout, Style } from '../../terminal/layout.ts';
import { plain } from '../../terminal/plain.ts';
import { wrap } from '../../terminal/width.ts';
import type { PatchDocument } from './patch-document.ts';

const STYLES: Readonly<Record<string, Style>> = { '+': 'green', '-': 'red', '@': 'dim' };

/** Lines that say what a patch changes, with a first example; those of the example are as long as they are. */
export function formatPatch({ keys, example }: PatchDocument, layout: Layout): string[] {
  const { width, paint } = layout;
  const changed = `The patch changes ${keys.map(plain).join(', ')}`;
  if (!example) return wrap(`${changed}: none of them has other values.`, width);
  return [
    ...wrap(`${changed}. In ${plain(example.id)}:`, width),
    ...example.difference.split('\n').map((line) => {
      const style = STYLES[line.slice(0, 1)];
      return style ? paint(style, plain(line)) : plain(line);
    }),
  ];
}

import { ScrollingText } from '../shell/scrolling-text.tsx';

/** A unified difference: what goes and what comes, by sign and colour. */
export function DifferenceText({ text }: { text: string }) {
  return (
    <ScrollingText label="Difference">
      {text.split('\n').map((line, place) => (
        <span key={place} class={KINDS[line.charAt(0)] ?? ''}>
          {line}
          {'\n'}
        </span>
      ))}
    </ScrollingText>
  );
}

const KINDS: Readonly<Record<string, string>> = { '+': 'added', '-': 'removed', '@': 'place' };

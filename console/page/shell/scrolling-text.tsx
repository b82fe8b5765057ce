import type { ComponentChildren } from 'preact';

/** A text as it is, which scrolls where it is longer than its place, by the keyboard too. */
export function ScrollingText({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be within reach of the keyboard
    <section class="scrolling-text" aria-label={label} tabIndex={0}>
      <pre>{children}</pre>
    </section>
  );
}

import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Fault } from './fault.tsx';
import { Icon } from './icon.tsx';

interface DetailsProps {
  /** What is open, in a word or two. */
  readonly label: string;
  readonly title: string;
  /** What stands below the title. */
  readonly about?: ComponentChildren;
  readonly fault: string;
  /** What to say until it was read; nothing once it was. */
  readonly reading: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

/** What is open of a list, beside it. Its title is where the keyboard goes, and Escape closes it. */
export function Details({ label, title, about, fault, reading, onClose, children }: DetailsProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <article class="details" aria-label={label} onKeyDown={({ key }) => key === 'Escape' && onClose()}>
      <header class="details-header">
        <div>
          <h2 ref={heading} tabIndex={-1}>
            <bdi>{title}</bdi>
          </h2>
          {about}
        </div>
        <button type="button" class="quiet square" aria-label="Close" onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      <Fault text={fault} />
      {reading !== '' && fault === '' && <p class="empty">{reading}</p>}
      {children}
    </article>
  );
}

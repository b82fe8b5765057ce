import type { Tone } from '../state-words.ts';

/** Outlines in a square of 16, drawn with the colour of the text around. */
const PATHS = {
  overview: 'M2 4h4v4H2zM10 8h4v4h-4zM6 6h2a2 2 0 0 1 2 2v2',
  notifications: 'M2 4h12M2 8h12M2 12h8',
  'dead-letters': 'M2 4h12v9H2zM6 7l4 4M10 7l-4 4',
  time: 'M2 13h12M3 11l3-4 3 2 4-6',
  publish: 'M2 8 14 2l-4 12-2.5-5z',
  faults: 'M9 1 3 9h4l-1 6 7-9H8z',
  inbox: 'M2 4h12v9H2zM2 4l6 5 6-5',
  search: 'M7 2a5 5 0 1 1 0 10A5 5 0 0 1 7 2M11 11l3.5 3.5',
  theme: 'M8 2a6 6 0 1 0 0 12zM8 2a6 6 0 0 1 0 12',
  pause: 'M5 3v10M11 3v10',
  play: 'M4 3l9 5-9 5z',
  close: 'M3 3l10 10M13 3 3 13',
  copy: 'M5 5V2h9v9h-3M2 5h9v9H2z',
  back: 'M10 3 5 8l5 5',
  trash: 'M2 4h12M6 4V2h4v2M4 4l1 10h6l1-10',
  file: 'M4 1h5l3 3v11H4zM9 1v3h3',
  alarm: 'M8 2a4 4 0 0 0-4 4c0 4-2 5-2 6h12c0-1-2-2-2-6a4 4 0 0 0-4-4M6.5 12a1.5 1.5 0 0 0 3 0',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}

/** A shape for each tone, so that colour is never all that tells states apart. */
const MARKS: Readonly<Record<Tone, string>> = {
  moving: 'M8 2.5a5.5 5.5 0 1 0 5.5 5.5',
  waiting: 'M13 5a5.5 5.5 0 1 0 .4 4M13.4 2v3.4H10',
  warned: 'M8 2 14.5 13.5h-13zM8 6.5v3M8 11.3v.4',
  good: 'M2.5 8.5 6.5 12.5 13.5 4',
  bad: 'M3.5 3.5l9 9M12.5 3.5l-9 9',
  quiet: 'M3 8h10',
};

export function Mark({ tone }: { tone: Tone }) {
  return (
    <svg class={`mark tone-${tone}`} viewBox="0 0 16 16" aria-hidden="true">
      <path d={MARKS[tone]} />
    </svg>
  );
}

import { useEffect, useRef, useState } from 'preact/hooks';
import type { Picture } from '../../api.ts';
import { isLocal, linkTo, now, picture } from '../store.ts';
import { sendDots } from './dots.ts';
import { movementsOf } from './movements.ts';
import { nodesOf, type PictureNode } from './nodes.ts';
import { type Drawing, type Place, TALL, WIDE } from './places.ts';

const NARROW = matchMedia('(max-width: 719px)');

/** The pipeline as it is now: boxes with numbers, arrows along which messages move; each box leads to what is in it. */
export function PipelinePicture() {
  const svg = useRef<SVGSVGElement>(null);
  const last = useRef<Picture | null>(null);
  const [isNarrow, setNarrow] = useState(NARROW.matches);
  const current = picture.value;
  useEffect(() => {
    const turn = () => setNarrow(NARROW.matches);
    NARROW.addEventListener('change', turn);
    return () => NARROW.removeEventListener('change', turn);
  }, []);
  useEffect(() => {
    if (last.current && current && svg.current) sendDots(svg.current, movementsOf(last.current, current));
    last.current = current;
  }, [current]);

  const drawing = isNarrow ? TALL : WIDE;
  // Only what waits for its time is drawn anew with each second.
  const isCounting = (current?.queue.hidden ?? 0) > 0;
  const nodes = current
    ? nodesOf(current, { now: isCounting ? now.value : now.peek(), local: isLocal.value })
    : [];
  const shown = new Set(nodes.map(({ id }) => id));
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: no other element can be a drawing */}
      <svg
        ref={svg}
        class="picture"
        viewBox={`0 0 ${drawing.width} ${drawing.height}`}
        role="group"
        aria-label="The pipeline"
      >
        <defs>
          <marker id="tip" viewBox="0 0 8 8" refX="6" refY="4" markerWidth="7" markerHeight="7" orient="auto">
            <path d="M0 0.5 7 4 0 7.5z" />
          </marker>
        </defs>
        {drawing.arrows
          .filter(({ from, to }) => shown.has(from) && shown.has(to))
          .map(({ id, path, isMain }) => (
            <path
              key={id}
              class={isMain ? 'arrow' : 'arrow arrow-branch'}
              data-arrow={id}
              d={path}
              marker-end="url(#tip)"
            />
          ))}
        {nodes.map((node) => (
          <Box key={node.id} node={node} place={drawing.places[node.id]} letters={drawing.letters} />
        ))}
        {current === null && (
          <text class="picture-none" x={drawing.width / 2} y={drawing.height / 2}>
            Reading the pipeline…
          </text>
        )}
      </svg>
      <Unavailable />
    </>
  );
}

function Box({ node, place, letters }: { node: PictureNode; place: Place; letters: Drawing['letters'] }) {
  const { x, y, width, height } = place;
  const { view, query } = node.to;
  const middle = x + width / 2;
  return (
    <a href={linkTo(view, query)} class={`box box-${node.tone}`} aria-label={node.words} data-node={node.id}>
      <title>{node.words}</title>
      <rect x={x} y={y} width={width} height={height} rx="10" />
      <text class="box-title" x={middle} y={y + 22}>
        {node.title}
      </text>
      <text class="box-number" x={middle} y={y + height / 2 + 13}>
        {node.number}
      </text>
      <text class="box-detail" x={middle} y={y + height - (node.number === '' ? 30 : 11)}>
        {cut(node.detail, letters)}
      </text>
    </a>
  );
}

function cut(text: string, letters: number): string {
  return text.length > letters ? `${text.slice(0, letters - 1)}…` : text;
}

/** What the picture does not know, and why. */
function Unavailable() {
  const sentences = Object.entries(picture.value?.unavailable ?? {});
  if (sentences.length === 0) return null;
  return (
    <ul class="notes">
      {sentences.map(([part, sentence]) => (
        <li key={part}>{sentence}</li>
      ))}
    </ul>
  );
}

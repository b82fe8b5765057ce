import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import type { SeriesPoint } from '../../api.ts';
import { theme } from '../shell/theme.ts';
import { points } from '../store.ts';
import { countWords, secondsWords, shortCount } from '../words.ts';

export interface Line {
  readonly label: string;
  /** A custom property of the style sheet. */
  readonly colour: string;
  readonly value: (point: SeriesPoint) => number | null;
}

interface ChartProps {
  readonly title: string;
  readonly unit: string;
  readonly lines: readonly Line[];
}

const HEIGHT = 180;

/** Lines are told apart by their dashes too. */
const DASHES: readonly number[][] = [[], [6, 3], [2, 3], [8, 3, 2, 3]];

/** A chart of what happened lately. What it ends with is told in words too, for who does not see it. */
export function Chart({ title, unit, lines }: ChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const data = points.value;
  // Drawn anew in other colours; data come below.
  useEffect(() => {
    if (!box.current) return;
    const element = box.current;
    const drawn = new uPlot(optionsOf(lines, element.clientWidth), columnsOf(points.peek(), lines), element);
    plot.current = drawn;
    const observer = new ResizeObserver(() => drawn.setSize({ width: element.clientWidth, height: HEIGHT }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      drawn.destroy();
    };
  }, [lines, theme.value]);
  useEffect(() => plot.current?.setData(columnsOf(data, lines)), [data, lines]);
  const last = data.at(-1);
  return (
    <figure class="card chart">
      <figcaption>
        <strong>{title}</strong> <span class="soft">{unit}</span>
      </figcaption>
      <div ref={box} class="chart-plot" aria-hidden="true" />
      <ul class="legend">
        {lines.map(({ label, colour, value }, place) => (
          <li key={label}>
            <svg viewBox="0 0 24 4" aria-hidden="true">
              <path
                d="M0 2H24"
                style={{ stroke: `var(${colour})`, strokeDasharray: (DASHES[place] ?? []).join(' ') }}
              />
            </svg>
            {label} <span class="legend-value">{last ? valueWords(value(last)) : '–'}</span>
          </li>
        ))}
      </ul>
    </figure>
  );
}

function valueWords(value: number | null): string {
  return value === null ? '–' : countWords(Math.round(value * 10) / 10);
}

function columnsOf(data: readonly SeriesPoint[], lines: readonly Line[]): uPlot.AlignedData {
  const last = Date.parse(data.at(-1)?.at ?? '');
  const before = data.map(({ at }) => (Date.parse(at) - last) / 1000);
  return [before, ...lines.map(({ value }) => data.map(value))];
}

function optionsOf(lines: readonly Line[], width: number): uPlot.Options {
  const style = getComputedStyle(document.documentElement);
  const colourOf = (name: string) => resolved(style.getPropertyValue(name));
  const axis = {
    stroke: colourOf('--soft'),
    grid: { stroke: colourOf('--line'), width: 1 },
    ticks: { show: false },
  };
  return {
    width,
    height: HEIGHT,
    legend: { show: false },
    cursor: { show: false },
    scales: { x: { time: false }, y: { range: (_, __, max) => [0, Math.max(1, max * 1.1)] } },
    axes: [
      { ...axis, size: 30, space: 60, incrs: [...STEPS], values: (_, ticks) => ticks.map(agoWords) },
      { ...axis, size: 52, values: (_, ticks) => ticks.map(tickWords) },
    ],
    series: [
      {},
      ...lines.map(({ colour }, place) => ({
        stroke: colourOf(colour),
        width: 1.5,
        dash: DASHES[place] ?? [],
        points: { size: 5, fill: colourOf(colour), filter: loneValues },
      })),
    ],
  };
}

/** Between two times that are written below a chart, in seconds. */
const STEPS = [1, 5, 10, 30, 60, 120, 300, 600, 1_800, 3_600, 7_200];

function agoWords(seconds: number): string {
  return seconds === 0 ? 'now' : `−${secondsWords(-seconds)}`;
}

function tickWords(value: number): string {
  return Number.isInteger(value) ? shortCount(value) : String(Math.round(value * 100) / 100);
}

/** No line leads to a value without neighbours, so it is a point. */
function loneValues(plot: uPlot, series: number): number[] {
  const values = plot.data[series] ?? [];
  return [...values.keys()].filter(
    (place) => values[place] != null && values[place - 1] == null && values[place + 1] == null,
  );
}

/** A canvas knows nothing of `light-dark()`: an element says what colour it is just now. */
function resolved(colour: string): string {
  const probe = document.createElement('span');
  probe.style.color = colour;
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

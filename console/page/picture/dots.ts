import type { Movement } from './movements.ts';

const STEP_MILLISECONDS = 450;

/** So many dots stand for any number of messages: an eye counts no more. */
const MOST = 5;
const BETWEEN_MILLISECONDS = 90;

/** Sends dots along arrows, for who wants to see things move. */
export function sendDots(svg: SVGSVGElement, movements: readonly Movement[]): void {
  if (document.hidden || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
  for (const { arrow, count, delaySteps } of movements) {
    const path = svg.querySelector(`[data-arrow="${arrow}"]`)?.getAttribute('d');
    if (!path) continue;
    for (let dot = 0; dot < Math.min(count, MOST); dot += 1) {
      sendDot(svg, path, arrow, delaySteps * STEP_MILLISECONDS + dot * BETWEEN_MILLISECONDS);
    }
  }
}

function sendDot(svg: SVGSVGElement, path: string, arrow: string, delay: number): void {
  const dot = document.createElementNS('http://www.w3.org/2000/svg', 'circle');
  dot.setAttribute('r', '4');
  dot.setAttribute('class', `dot dot-${arrow}`);
  dot.style.offsetPath = `path("${path}")`;
  svg.append(dot);
  const flight = dot.animate(
    [
      { offsetDistance: '0%', opacity: 0 },
      { opacity: 1, offset: 0.15 },
      { opacity: 1, offset: 0.85 },
      { offsetDistance: '100%', opacity: 0 },
    ],
    { duration: STEP_MILLISECONDS, delay, easing: 'ease-in-out', fill: 'backwards' },
  );
  flight.addEventListener('finish', () => dot.remove());
  flight.addEventListener('cancel', () => dot.remove());
}

import type { Page } from 'playwright-core';

/**
 * What people who see badly or nothing would stumble over: texts of too little contrast, controls without a name, ids that
 * are there twice.
 *
 * @see https://www.w3.org/WAI/WCAG22/Understanding/contrast-minimum.html
 */
export function accessibilityFaults(page: Page): Promise<string[]> {
  return page.evaluate(FIND);
}

/** Runs in the page, which has no modules of ours. */
const FIND = `(() => {
  const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const channels = (color) => {
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = color;
    context.fillRect(0, 0, 1, 1);
    return [...context.getImageData(0, 0, 1, 1).data];
  };
  const luminance = ([r, g, b]) => {
    const [R, G, B] = [r, g, b].map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * R + 0.7152 * G + 0.0722 * B;
  };
  const ground = (element) => {
    for (let each = element; each; each = each.parentElement) {
      if (each.localName === 'a' && each.querySelector(':scope > rect'))
        return channels(getComputedStyle(each.querySelector(':scope > rect')).fill);
      const color = channels(getComputedStyle(each).backgroundColor);
      if (color[3] === 255) return color;
    }
    return [255, 255, 255, 255];
  };
  const isSeen = (element) => element.checkVisibility({ opacityProperty: true }) && !element.closest('.unseen');
  const faults = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (node.data.trim() === '' || !isSeen(element) || ['OPTION', 'title', 'SCRIPT'].includes(element.nodeName)) continue;
    if (element.closest(':disabled')) continue;
    const style = getComputedStyle(element);
    const ink = channels(element.namespaceURI.endsWith('svg') ? style.fill : style.color);
    const [light, dark] = [luminance(ink), luminance(ground(element))].sort((a, b) => b - a);
    const ratio = (light + 0.05) / (dark + 0.05);
    if (ratio < 4.5) faults.push('contrast ' + ratio.toFixed(2) + ': ' + node.data.trim().slice(0, 60));
  }
  for (const control of document.querySelectorAll('button, a[href], input, select, textarea, [role]')) {
    if (!isSeen(control)) continue;
    const labelled = control.getAttribute('aria-labelledby');
    const name = control.getAttribute('aria-label') || (labelled && document.getElementById(labelled)?.textContent) ||
      [...(control.labels ?? [])].map((label) => label.textContent).join('') ||
      (control.matches('input, select, textarea') ? '' : control.textContent);
    if (!name?.trim() && !['presentation', 'status', 'alert'].includes(control.getAttribute('role') ?? ''))
      faults.push('no name: ' + control.outerHTML.slice(0, 100));
  }
  const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
  for (const id of new Set(ids.filter((each, place) => ids.indexOf(each) !== place))) faults.push('twice: #' + id);
  const headings = [...document.querySelectorAll('main h1')].length;
  if (headings !== 1) faults.push(headings + ' main headings');
  return [...new Set(faults)];
})()`;

/** The colours of a terminal, by their codes, as the commands use them. */
const STYLES: Readonly<Record<string, string>> = {
  1: 'font-weight: 700',
  2: 'opacity: 0.65',
  31: 'color: #ff7b72',
  32: 'color: #7ee787',
  33: 'color: #e3b341',
};

/** A command as it was typed, and what a terminal showed of it. */
export interface Typed {
  readonly command: string;
  readonly output: string;
}

/** A page that shows a terminal in which commands were typed, one after another. */
export function terminalPage(session: readonly Typed[]): string {
  const text = session
    .map(({ command, output }) => `<b class="prompt">$</b> ${escaped(command)}\n${painted(output.trimEnd())}`)
    .join('\n\n');
  return `<!doctype html>
<meta charset="utf-8">
<style>
  body { margin: 0; background: #0d1117; }
  pre { margin: 0; padding: 24px 28px; color: #e6edf3; font: 14px/1.45 'DejaVu Sans Mono', monospace; width: max-content; }
  .prompt { color: #7ee787; }
</style>
<pre>${text}</pre>`;
}

/** What begins a code for a style. */
const ESCAPE = '\u001b[';

/** Text with codes for styles; a code that ends one ends all that are open. */
function painted(text: string): string {
  const [plain = '', ...coded] = escaped(text).split(ESCAPE);
  let open = 0;
  const spans = coded.map((part) => {
    const [, code = '', rest = ''] = /^(\d+)m(.*)$/s.exec(part) ?? [];
    const style = STYLES[code];
    if (style !== undefined) {
      open += 1;
      return `<span style="${style}">${rest}`;
    }
    const ended = '</span>'.repeat(open);
    open = 0;
    return `${ended}${rest}`;
  });
  return `${plain}${spans.join('')}${'</span>'.repeat(open)}`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

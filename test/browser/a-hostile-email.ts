import type { OutgoingEmail } from '../../local/services/ses/email.ts';

/**
 * An email that does all it can to run a script, to reach one of `origins`, or to take the page over.
 *
 * @returns with it what somebody may click at in its HTML.
 */
export function aHostileEmail(origins: readonly string[]): {
  readonly email: OutgoingEmail;
  readonly clickable: readonly string[];
} {
  const act = "document.title='x';parent.document.title='y';top.location='about:blank'";
  const script = `<script>${act}</script><img src=x onerror="${act};alert(1)"><svg onload="${act}"></svg>`;
  const html = `</iframe></div>${script}<h1>Welcome</h1><a href="javascript:${act}">a script</a>${origins
    .map(reaching)
    .join('')}`;
  const name = `"${script}" <eve@example.com>`;
  const email = {
    from: name,
    replyTo: [name],
    destination: { to: [name], cc: [name], bcc: [] },
    subject: `${script} subject`,
    body: { html, text: `${script} javascript:alert(1)` },
    attachments: [
      {
        content: Buffer.from(script).toString('base64'),
        contentType: 'text/html',
        filename: `${script}evil.html`,
        size: script.length,
      },
    ],
    headers: [{ name: script, value: script }],
    tags: [{ name: script, value: script }],
  };
  return {
    email,
    clickable: ['a script', ...origins.flatMap((_, n) => [`here ${n}`, `top ${n}`, `send ${n}`])],
  };
}

/** Every way by which HTML loads something, goes somewhere or sends something. */
function reaching(origin: string, n: number): string {
  const invoke = `${origin}/2015-03-31/functions/any/invocations`;
  return `<base href="${origin}/base/" target="_top">
    <img src="${origin}/image.png" srcset="${origin}/set.png 2x">
    <meta http-equiv="refresh" content="0;url=${origin}/refresh">
    <link rel="stylesheet" href="${origin}/sheet.css"><link rel="prefetch" href="${origin}/prefetch">
    <style>@import url(${origin}/import.css); h1 { background: url(${origin}/background.png); }
      @font-face { font-family: f; src: url(${origin}/font.woff); } h1 { font-family: f; }</style>
    <iframe src="${origin}/"></iframe><object data="${origin}/object"></object><embed src="${origin}/embed">
    <video src="${origin}/video" poster="${origin}/poster" autoplay></video><audio src="${origin}/audio" autoplay></audio>
    <table background="${origin}/table.png"><tr><td>.</td></tr></table>
    <a href="${origin}/store" target="_self">here ${n}</a> <a href="${origin}/" target="_top">top ${n}</a>
    <form action="${invoke}" method="post" target="_top"><input name="failRate" value="1"><button>send ${n}</button></form>
    <iframe srcdoc="<script>top.document.title='z'</script><img src='${origin}/nested.png'>"></iframe>`;
}

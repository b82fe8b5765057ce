import type { IncomingMessage } from 'node:http';

const LOOPBACK_ADDRESS = /^(?:127(?:\.\d{1,3}){3}|::1|::ffff:127(?:\.\d{1,3}){3})$/;

/** Any port will do, since a forwarded one is another than the server's. */
const LOOPBACK_HOST = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/i;

/** What is looked at of a request. */
export type Call = Pick<IncomingMessage, 'method' | 'url' | 'headers'> & {
  readonly socket: { readonly remoteAddress?: string | undefined };
};

/**
 * Whether a request was meant for this server by somebody on this machine, and not by a web page of elsewhere. A page that
 * points a name of its own at 127.0.0.1 sends that name as `Host`. A page that calls across origins sends its own `Origin`,
 * or, with an image, a form or a frame, says so in `Sec-Fetch-Site`; of other servers on this machine that is true too.
 *
 * @param page the path that a link of any page may open in a tab; none unless given.
 * @see https://www.w3.org/TR/fetch-metadata/
 */
export function isFromHere(call: Call, page?: string): boolean {
  const { host = '', origin } = call.headers;
  return (
    LOOPBACK_ADDRESS.test(call.socket.remoteAddress ?? '') &&
    LOOPBACK_HOST.test(host) &&
    (origin === undefined || origin.toLowerCase() === `http://${host.toLowerCase()}`) &&
    (isOfSameOrigin(call) || opens(call, page))
  );
}

/** Programs say nothing of it; a browser says `none` where the person at it typed the address. */
function isOfSameOrigin({ headers }: Call): boolean {
  return ['same-origin', 'none'].includes(String(headers['sec-fetch-site'] ?? 'none'));
}

function opens({ method, url = '', headers }: Call, page: string | undefined): boolean {
  return (
    method === 'GET' &&
    url.split('?', 1)[0] === page &&
    headers['sec-fetch-mode'] === 'navigate' &&
    headers['sec-fetch-dest'] === 'document'
  );
}

import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from '@jest/globals';
import { refuseStrangers } from '../../../loopback/refuse-strangers.ts';

const FORM = { headers: { 'content-type': 'text/plain' }, body: 'No: ' };

describe('refuseStrangers', () => {
  const servers: Server[] = [];

  afterEach(async () => {
    for (const server of servers.splice(0)) {
      server.close();
      server.closeAllConnections();
    }
  });

  /** A server that tells what it was asked, by listeners of before the guard and after it. */
  async function aServer() {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(`request ${request.url}`);
      response.end('yes');
    });
    refuseStrangers(server, { word: (message) => ({ ...FORM, body: FORM.body + message }), page: '/page' });
    server.on('checkContinue', ({ url }, response) => {
      asked.push(`checkContinue ${url}`);
      response.end('yes');
    });
    const takeOver = (event: string) => (request: IncomingMessage, socket: Duplex) => {
      asked.push(`${event} ${request.url}`);
      socket.end('HTTP/1.1 200 OK\r\nconnection: close\r\n\r\nyes');
    };
    server.on('upgrade', takeOver('upgrade')).on('connect', takeOver('connect'));
    servers.push(server);
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    const ask = async (start: string, ...headers: string[]): Promise<string> => {
      const socket = connect(port, '127.0.0.1');
      socket.write([`${start} HTTP/1.1`, ...headers, 'connection: close', '', ''].join('\r\n'));
      return text(socket);
    };
    return { asked, ask };
  }

  const UPGRADE = ['connection: upgrade', 'upgrade: websocket'];
  const REQUESTS: [event: string, start: string, headers: string[]][] = [
    ['request', 'POST /a', []],
    ['checkContinue', 'POST /a', ['expect: 100-continue', 'content-length: 0']],
    ['upgrade', 'GET /a', UPGRADE],
    ['connect', 'CONNECT a:1', []],
  ];

  it.each(REQUESTS)('lets a %s from here pass', async (event, start, headers) => {
    const { asked, ask } = await aServer();

    expect(await ask(start, 'host: localhost', ...headers)).toMatch(/^HTTP\/1\.1 200 OK\r\n[\s\S]*yes/);
    expect(asked).toEqual([`${event} ${start.split(' ')[1]}`]);
  });

  it.each(REQUESTS)('answers a %s of a stranger before anybody sees it', async (_, start, headers) => {
    const { asked, ask } = await aServer();

    for (const fault of ['host: evil.example', 'host: localhost\r\norigin: null']) {
      const answer = await ask(start, fault, ...headers);

      expect(answer).toMatch(/^HTTP\/1\.1 403 Forbidden\r\ncontent-type: text\/plain\r\n/);
      expect(answer).toMatch(
        /\r\n\r\nNo: Only this machine may call\. A web page of another origin may not, nor a request to another host name\.$/,
      );
      expect(answer).not.toMatch(/access-control/i);
    }
    expect(asked).toEqual([]);
  });

  it('lets a link of any page open the page that it has', async () => {
    const { asked, ask } = await aServer();
    const link = ['sec-fetch-site: cross-site', 'sec-fetch-mode: navigate', 'sec-fetch-dest: document'];

    await ask('GET /page', 'host: localhost', ...link);
    await ask('GET /other', 'host: localhost', ...link);

    expect(asked).toEqual(['request /page']);
  });

  it('reads what a stranger still sends, so that it gets the answer', async () => {
    const { ask } = await aServer();
    const body = 'x'.repeat(1_000_000);

    const answer = await ask(
      'POST /a',
      'host: evil.example',
      `content-length: ${body.length}`,
      'connection: close',
      '',
      body,
    );

    expect(answer).toMatch(/^HTTP\/1\.1 403 /);
  });
});

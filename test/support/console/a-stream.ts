import type { StreamEvents } from '../../../console/api.ts';

/** What a page that listens hears. */
export interface AStream {
  /** Every event of that name until now, in order. */
  all<Name extends keyof StreamEvents>(name: Name): StreamEvents[Name][];
  end(): void;
}

/** Listens to server-sent events; resolves once the first has come. */
export async function aStream(url: string): Promise<AStream> {
  const ending = new AbortController();
  const heard: { name: string; data: unknown }[] = [];
  const first = Promise.withResolvers<void>();
  const response = await fetch(url, { signal: ending.signal });
  const reading = async () => {
    let rest = '';
    for await (const part of (response.body as ReadableStream<Uint8Array>).pipeThrough(
      new TextDecoderStream(),
    )) {
      const events = `${rest}${part}`.split('\n\n');
      rest = events.pop() ?? '';
      for (const event of events) {
        const [, name = ''] = /^event: (.*)$/m.exec(event) ?? [];
        const [, data = 'null'] = /^data: (.*)$/m.exec(event) ?? [];
        heard.push({ name, data: JSON.parse(data) });
        first.resolve();
      }
    }
  };
  reading().catch((error: Error) => first.reject(error));
  await first.promise;
  return {
    all: (name) => heard.filter((each) => each.name === name).map(({ data }) => data as never),
    end: () => ending.abort(),
  };
}

import { createHash, randomBytes } from 'node:crypto';

/**
 * After about so many invocations of a function in one chain of requests Lambda refuses the next.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html
 */
export const MAX_INVOCATIONS_IN_CHAIN = 16;

/**
 * How often a function was invoked in the chain that a trace header tells of: its `Lineage` counts the invocations of
 * each function, as in `Lineage=a87bd80c:1|68fd508a:5`, in newer ones after a number, as in `1:a87bd80c:0`.
 * @see https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader
 */
export function invocationsInChain(traceHeader: string | undefined, functionArn: string): number {
  const own = lineageOf(traceHeader).find(({ hash }) => hash === hashOf(functionArn));
  return own?.count ?? 0;
}

/** The trace header of an invocation, which counts it; what the function sends by an SDK carries it on. */
export function traceHeaderOf(traceHeaders: readonly (string | undefined)[], functionArn: string): string {
  const header = traceHeaders.toSorted(
    (one, other) => invocationsInChain(other, functionArn) - invocationsInChain(one, functionArn),
  )[0];
  const hash = hashOf(functionArn);
  const others = lineageOf(header).filter((each) => each.hash !== hash);
  const lineage = [...others, { hash, count: invocationsInChain(header, functionArn) + 1 }];
  const root = /Root=[^;]+/i.exec(header ?? '')?.[0] ?? `Root=1-${hex(4)}-${hex(12)}`;
  const counted = lineage.map((each) => `${each.hash}:${each.count}`).join('|');
  return `${root};Parent=${hex(8)};Sampled=0;Lineage=${counted}`;
}

function lineageOf(traceHeader: string | undefined): { hash: string; count: number }[] {
  const lineage = /(?:^|;)\s*Lineage=([^;]*)/i.exec(traceHeader ?? '')?.[1] ?? '';
  const entries = lineage.matchAll(/(?<hash>[0-9a-f]{8}):(?<count>\d+)/gi);
  return [...entries].map(({ groups = {} }) => ({ hash: String(groups.hash), count: Number(groups.count) }));
}

function hashOf(functionArn: string): string {
  return createHash('sha256').update(functionArn).digest('hex').slice(0, 8);
}

function hex(bytes: number): string {
  return randomBytes(bytes).toString('hex');
}

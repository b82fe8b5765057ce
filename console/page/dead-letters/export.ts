import type { DeadLetterSelection } from '../../api.ts';
import { exchange, pipelinePath } from '../client.ts';
import { manyWords } from '../words.ts';

/** Saves what a selection means as the file that `dlq import` takes, and says so. Nothing is deleted. */
export async function download(pipeline: string, filter: DeadLetterSelection): Promise<string> {
  const response = await exchange(pipelinePath(pipeline, 'dead-letters/export'), {
    method: 'POST',
    body: { filter },
  });
  const text = await response.text();
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/x-ndjson' }));
  link.download = `${pipeline}-dead-letters.jsonl`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  const count = text.split('\n').filter((line) => line !== '').length;
  return `Exported ${manyWords(count, 'dead letter')} into ${link.download}. They are still in the queue.`;
}

import { useEffect, useState } from 'preact/hooks';
import { messageOf, request } from './client.ts';

/**
 * What the server answers at a path, and what went wrong with asking. What was answered before stays until then.
 *
 * @param path nothing is asked while it is empty.
 * @param again asked anew whenever it changes.
 */
export function useAnswer<Answer>(
  path: string,
  again?: string | number,
): { readonly answer: Answer | undefined; readonly fault: string } {
  const [answer, setAnswer] = useState<Answer>();
  const [fault, setFault] = useState('');
  // What else is named says when to ask again.
  useEffect(() => {
    if (path === '') return;
    let isCurrent = true;
    request<Answer>(path).then(
      (given) => {
        if (!isCurrent) return;
        setAnswer(given);
        setFault('');
      },
      (thrown) => isCurrent && setFault(messageOf(thrown)),
    );
    return () => {
      isCurrent = false;
    };
  }, [path, again]);
  return { answer, fault };
}

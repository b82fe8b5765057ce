import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { messageOf } from '../client.ts';
import { Fault } from './fault.tsx';

interface ConfirmProps {
  readonly title: string;
  /** What the button says that does it. */
  readonly action: string;
  /** What must be typed to agree. @default a click is enough */
  readonly typed?: string | null;
  /** Whether it can be done at all. @default true */
  readonly isReady?: boolean;
  readonly isWide?: boolean;
  /** Does it, with what was typed; where it fails, the dialog stays, and says why. */
  readonly onConfirm: (given: string) => Promise<unknown>;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

/** Asks before something is done. */
export function Confirm(props: ConfirmProps) {
  const { title, action, typed = null, isReady = true, isWide, onConfirm, onClose, children } = props;
  const dialog = useRef<HTMLDialogElement>(null);
  const [given, setGiven] = useState('');
  const [fault, setFault] = useState('');
  const [isBusy, setBusy] = useState(false);
  useLayoutEffect(() => dialog.current?.showModal(), []);
  const confirm = async (event: Event) => {
    event.preventDefault();
    setBusy(true);
    setFault('');
    try {
      await onConfirm(given.trim());
      dialog.current?.close();
    } catch (thrown) {
      setFault(messageOf(thrown));
    } finally {
      setBusy(false);
    }
  };
  return (
    <dialog
      ref={dialog}
      class={isWide ? 'dialog dialog-wide' : 'dialog'}
      aria-label={title}
      onClose={onClose}
    >
      <form onSubmit={(event) => void confirm(event)}>
        <h2>{title}</h2>
        <div class="dialog-content">{children}</div>
        {typed !== null && (
          <label class="field">
            <span>
              Type <code>{typed}</code> to agree
            </span>
            <input
              type="text"
              autocomplete="off"
              value={given}
              onInput={({ currentTarget }) => setGiven(currentTarget.value)}
            />
          </label>
        )}
        <Fault text={fault} />
        <div class="dialog-actions">
          <button type="button" onClick={() => dialog.current?.close()}>
            Not now
          </button>
          <button
            type="submit"
            class="primary"
            disabled={isBusy || !isReady || (typed !== null && given.trim() !== typed)}
          >
            {isBusy ? 'Working…' : action}
          </button>
        </div>
      </form>
    </dialog>
  );
}

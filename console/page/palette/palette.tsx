import { signal } from '@preact/signals';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { beginTour } from '../faults/tour.tsx';
import { places } from '../shell/navigation.tsx';
import { toggleTheme } from '../shell/theme.ts';
import { stateWords } from '../state-words.ts';
import { go, isLocal, notifications } from '../store.ts';

interface Command {
  readonly title: string;
  readonly hint: string;
  readonly run: () => void;
}

const isOpen = signal(false);

export function openPalette(): void {
  isOpen.value = true;
}

/** So many notifications are proposed. */
const FOUND = 8;

/** A list of all one may do here, by typing a part of it. */
export function Palette() {
  return isOpen.value ? <OpenPalette /> : null;
}

function OpenPalette() {
  const dialog = useRef<HTMLDialogElement>(null);
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState(0);
  const found = commandsFor(typed);
  const index = Math.min(chosen, found.length - 1);
  // Before the next key: whoever opens it types on at once.
  useLayoutEffect(() => dialog.current?.showModal(), []);
  const close = () => {
    isOpen.value = false;
  };
  const run = (command: Command | undefined) => {
    if (!command) return;
    dialog.current?.close();
    command.run();
  };
  const steer = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) setChosen((index + step + found.length) % found.length);
    else if (event.key === 'Enter') run(found[index]);
    else return;
    event.preventDefault();
  };
  return (
    <dialog ref={dialog} class="palette" aria-label="Go to" onClose={close} closedby="any">
      <input
        type="text"
        role="combobox"
        aria-label="A view, an action or the id of a notification"
        aria-expanded="true"
        aria-controls="palette-commands"
        aria-activedescendant={found[index] && `command-${index}`}
        placeholder="A view, an action, or the id of a notification"
        autocomplete="off"
        spellcheck={false}
        value={typed}
        onInput={({ currentTarget }) => {
          setTyped(currentTarget.value);
          setChosen(0);
        }}
        onKeyDown={steer}
      />
      <div id="palette-commands" role="listbox" aria-label="What there is">
        {found.map((command, place) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys go to the field, which names the chosen one
          <div
            key={`${command.title} ${command.hint}`}
            id={`command-${place}`}
            role="option"
            tabIndex={-1}
            aria-selected={place === index}
            onClick={() => run(command)}
          >
            <bdi>{command.title}</bdi>
            <small>{command.hint}</small>
          </div>
        ))}
      </div>
      {found.length === 0 && <p class="palette-none">Nothing here has that in its name.</p>}
    </dialog>
  );
}

function commandsFor(typed: string): Command[] {
  const words = typed.trim().toLowerCase();
  const all: Command[] = [
    ...places().map(({ view, title }) => ({ title, hint: 'view', run: () => go({ view, query: {} }) })),
    { title: 'Switch between light and dark', hint: 'action', run: toggleTheme },
    ...(isLocal.value
      ? [{ title: 'Take the tour: break SES, watch nothing get lost', hint: 'action', run: beginTour }]
      : []),
  ];
  const named = all.filter(({ title }) => title.toLowerCase().includes(words));
  if (words === '') return named;
  const ids = notifications.value.filter(({ id }) => id.toLowerCase().includes(words)).slice(0, FOUND);
  return [
    ...named,
    ...ids.map(({ id, state }) => ({
      title: id,
      hint: `notification, ${stateWords(state).word.toLowerCase()}`,
      run: () => go({ view: 'notifications', query: { id } }),
    })),
  ];
}

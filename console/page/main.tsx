import { effect } from '@preact/signals';
import { render } from 'preact';
import { Console } from './console.tsx';
import { live } from './live.ts';
import { listenToKeys } from './palette/keys.ts';
import { titleOf } from './shell/header.tsx';

const root = document.getElementById('console');
if (root) render(<Console />, root);
effect(() => {
  document.title = titleOf();
});
listenToKeys();
live();

import { effect, signal } from '@preact/signals';

const KEPT_AS = 'mailroom-theme';

export type Theme = 'light' | 'dark';

/** As the browser's own setting says until somebody chooses. */
export const theme = signal<Theme>(
  (localStorage.getItem(KEPT_AS) as Theme | null) ??
    (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'),
);

export function toggleTheme(): void {
  theme.value = theme.value === 'dark' ? 'light' : 'dark';
  localStorage.setItem(KEPT_AS, theme.value);
}

effect(() => {
  document.documentElement.style.colorScheme = theme.value;
});

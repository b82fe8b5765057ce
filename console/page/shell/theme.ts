import { computed, effect, signal } from '@preact/signals';

const KEPT_AS = 'mailroom-theme';

type Theme = 'light' | 'dark';

const DARK = matchMedia('(prefers-color-scheme: dark)');

const chosen = signal(localStorage.getItem(KEPT_AS) as Theme | null);
const preferred = signal<Theme>(DARK.matches ? 'dark' : 'light');
DARK.addEventListener('change', () => {
  preferred.value = DARK.matches ? 'dark' : 'light';
});

/** As the browser's own setting says until somebody chooses. */
export const theme = computed(() => chosen.value ?? preferred.value);

export function toggleTheme(): void {
  const other = theme.value === 'dark' ? 'light' : 'dark';
  chosen.value = other;
  localStorage.setItem(KEPT_AS, other);
}

effect(() => {
  document.documentElement.style.colorScheme = theme.value;
});

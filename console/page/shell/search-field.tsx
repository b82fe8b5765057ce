interface SearchFieldProps {
  readonly label: string;
  /** What may be searched for, in a few words. */
  readonly placeholder: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly onEnter?: (value: string) => void;
}

/** Where a list is searched; the key `/` leads to it from anywhere. */
export function SearchField({ label, placeholder, value, onInput, onEnter }: SearchFieldProps) {
  return (
    <input
      type="search"
      aria-label={label}
      placeholder={`${placeholder}   /`}
      autocomplete="off"
      spellcheck={false}
      value={value}
      onInput={({ currentTarget }) => onInput(currentTarget.value)}
      onKeyDown={({ key, currentTarget }) => key === 'Enter' && onEnter?.(currentTarget.value)}
    />
  );
}

/** What went wrong, told at once; nothing where nothing did. */
export function Fault({ text }: { text: string }) {
  if (text === '') return null;
  return (
    <p class="fault" role="alert">
      {text}
    </p>
  );
}

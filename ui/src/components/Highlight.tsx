/** A text with the part that a search found marked. */
interface Props {
  text: string;
  /** What was searched for, or nothing. */
  part: string;
}

export function Highlight({ text, part }: Props) {
  const at = part === '' ? -1 : text.toLowerCase().lastIndexOf(part.toLowerCase());
  if (at < 0) return text;
  const end = at + part.length;
  return (
    <>
      {text.slice(0, at)}
      <mark>{text.slice(at, end)}</mark>
      {text.slice(end)}
    </>
  );
}

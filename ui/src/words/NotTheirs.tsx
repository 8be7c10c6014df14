/** Why something is not an accountant's, and whom to ask. Buttons that can't be pressed are described by it. */
import { useWhomToAsk } from './useWhomToAsk';

interface Props {
  id: string;
  className: string | undefined;
  /** What is not theirs. */
  children: string;
}

export function NotTheirs({ id, className, children }: Props) {
  const ask = useWhomToAsk();
  return (
    <p id={id} className={className}>
      {children} {ask}
    </p>
  );
}

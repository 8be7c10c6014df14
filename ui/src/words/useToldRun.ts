/** What is told of a run, with its connections as they are now. */
import type { RunView } from '../ipc/bindings';
import { useConnections } from '../ipc/queries';
import { toldRun, type ToldRun } from './mending';
import type { StateWords } from './runs';
import { useNow } from './useNow';

export function useToldRun<State extends { kind: string }>(
  run: RunView<State>,
  wordsOf: (state: State) => StateWords,
): ToldRun<State> {
  const connections = useConnections().data ?? [];
  return toldRun(run, wordsOf, connections, useNow());
}

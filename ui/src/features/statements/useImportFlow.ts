/** The import window, and what of an import is to be seen while it is closed. */
import type { ImportStateView } from '../../ipc/bindings';
import { useImportRun } from '../../ipc/queries';
import { wordsOfRun } from '../../words/imports';
import { useRunFlow, type RunFlow } from '../../words/useRunFlow';

export type ImportFlow = RunFlow<ImportStateView>;

export function useImportFlow(): ImportFlow {
  return useRunFlow(useImportRun().data ?? null, wordsOfRun);
}

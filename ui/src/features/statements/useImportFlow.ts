/** The import window, and what of an import is to be seen while it is closed. */
import { useEffect, useState } from 'react';

import { notify } from '../../components/Toasts';
import type { ImportRunView } from '../../ipc/bindings';
import { useImportRun } from '../../ipc/queries';
import { sentenceOfRun, titleOfRun, toneOfRun } from '../../words/imports';

export interface ImportFlow {
  /** What the window shows, where it is open: what is to be imported, or how far it has come. */
  stage: 'choice' | 'run' | null;
  /** The last import, as it goes on or came out. */
  run: ImportRunView | null;
  isUnderWay: boolean;
  /** Whether it ended while the window was closed, and nobody has looked. */
  isNews: boolean;
  /** Opens the window: on the import that is under way, otherwise on what is to be imported. */
  open: () => void;
  /** Opens the window on the last import. */
  show: () => void;
  close: () => void;
}

export function useImportFlow(): ImportFlow {
  const run = useImportRun().data ?? null;
  const [stage, setStage] = useState<ImportFlow['stage']>(null);
  const [watched, setWatched] = useState<string | null>(null);
  const [news, setNews] = useState<ImportRunView | null>(null);
  const isUnderWay = run !== null && run.ended_at === null;
  if (isUnderWay && watched !== run.started_at) {
    setWatched(run.started_at);
    setNews(null);
  }
  if (run !== null && !isUnderWay && watched === run.started_at) {
    setWatched(null);
    if (stage !== 'run') setNews(run);
  }
  useEffect(() => {
    if (news === null) return;
    const tone = toneOfRun(news);
    const icon = tone === 'good' ? 'check' : 'attention';
    notify({ title: titleOfRun(news), description: sentenceOfRun(news), tone, icon });
  }, [news]);
  const show = () => {
    setNews(null);
    setStage('run');
  };
  return {
    stage,
    run,
    isUnderWay,
    isNews: news !== null,
    open: () => (isUnderWay ? show() : setStage('choice')),
    show,
    close: () => {
      setNews(null);
      setStage(null);
    },
  };
}

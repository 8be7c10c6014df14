/** The window of work in the background, and what of a run is to be seen while it is closed. */
import { useEffect, useState } from 'react';

import { notify } from '../components/Toasts';
import type { RunView } from '../ipc/bindings';
import type { RunWords } from './runs';

export interface RunFlow<State> {
  /** What the window shows, where it is open: what is to be done, or how far it has come. */
  stage: 'choice' | 'run' | null;
  /** The last run, as it goes on or came out. */
  run: RunView<State> | null;
  isUnderWay: boolean;
  /** Whether it ended while the window was closed, and nobody has looked. */
  isNews: boolean;
  /** Opens the window: on the run that is under way, otherwise on what is to be done. */
  open: () => void;
  /** Opens the window on the last run. */
  show: () => void;
  close: () => void;
}

export function useRunFlow<State>(
  run: RunView<State> | null,
  wordsOf: (run: RunView<State>) => RunWords,
): RunFlow<State> {
  const [stage, setStage] = useState<RunFlow<State>['stage']>(null);
  const [watched, setWatched] = useState<string | null>(null);
  const [news, setNews] = useState<RunView<State> | null>(null);
  const isUnderWay = run !== null && run.ended_at === null;
  if (isUnderWay && watched !== run.started_at) {
    setWatched(run.started_at);
    setNews(null);
  }
  // What a run came to is no news once another one was begun, however quickly that one ended.
  if (news !== null && run !== null && news.started_at !== run.started_at) setNews(null);
  if (run !== null && !isUnderWay && watched === run.started_at) {
    setWatched(null);
    // Whoever is still in the window where it was begun is about to see it there.
    if (stage === null) setNews(run);
  }
  useEffect(() => {
    if (news === null) return;
    const { title, sentence, tone } = wordsOf(news);
    notify({ title, description: sentence, tone, icon: tone === 'good' ? 'check' : 'attention' });
  }, [news, wordsOf]);
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

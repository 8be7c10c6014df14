import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

import { App } from './App';
import { tauriShell } from './ipc/client';
import './styles/tokens.css';
import './styles/base.css';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has an element with the id `root`');
createRoot(root).render(
  <StrictMode>
    <App shell={tauriShell} />
  </StrictMode>,
);

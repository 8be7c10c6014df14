/**
 * The application on a shell in memory. What happens in the bank's window is said in the console, `shell.end()`, and what
 * comes of an import: `goOnWithImport(shell, { kind: 'nothing' })`.
 */
import { createRoot } from 'react-dom/client';

import { App } from '../src/App';
import { FakeShell } from '../src/ipc/fake';
import { goOnWithImport } from '../src/ipc/fake.statements';
import '../src/styles/tokens.css';
import '../src/styles/base.css';

const shell = new FakeShell();
Object.assign(window, { shell, goOnWithImport });
createRoot(document.getElementById('root')!).render(<App shell={shell} />);

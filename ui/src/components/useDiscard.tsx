/** Closing a form: where something was changed in it, that is asked about first, and going on is the answer at hand. */
import { useState, type ReactNode } from 'react';

import { Button } from './Button';
import { DialogLayer, DialogPanel } from './Dialog';

interface Discard {
  /** Closes the form, or asks first. */
  leave: () => void;
  /** To be drawn within the form’s dialog. */
  question: ReactNode;
}

export function useDiscard(isChanged: boolean, onClose: () => void): Discard {
  const [isAsked, setIsAsked] = useState(false);
  const keep = () => setIsAsked(false);
  return {
    leave: () => {
      if (isChanged) setIsAsked(true);
      else onClose();
    },
    question: (
      <DialogLayer isOpen={isAsked}>
        <DialogPanel
          title="Discard changes?"
          tone="warning"
          icon="attention"
          isAlert
          onEscape={keep}
          actions={
            <>
              <Button variant="danger" onPress={onClose}>
                Discard
              </Button>
              <Button variant="primary" autoFocus onPress={keep}>
                Keep editing
              </Button>
            </>
          }
        >
          <p>What you changed is not saved.</p>
        </DialogPanel>
      </DialogLayer>
    ),
  };
}

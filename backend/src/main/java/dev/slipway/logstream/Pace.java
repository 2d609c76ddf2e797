package dev.slipway.logstream;

import java.util.concurrent.Executor;

/** Whether a viewer takes what it is sent: what it was sent and has not taken grows memory. */
interface Pace {

    /** Reactive demand alone decides. */
    Pace OF_DEMAND = new Pace() {

        private final Executor here = Runnable::run;

        @Override
        public Executor lane() {
            return here;
        }

        @Override
        public boolean ready() {
            return true;
        }

        @Override
        public void whenReady(Runnable action) {
            // Always ready, so never ready again.
        }
    };

    /** Where its viewer is best served: viewers of one lane are served in one go. */
    Executor lane();

    boolean ready();

    /** Runs the action each time it becomes ready again. */
    void whenReady(Runnable action);
}

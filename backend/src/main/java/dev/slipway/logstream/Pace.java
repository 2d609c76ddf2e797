package dev.slipway.logstream;

/** Whether a viewer takes what it is sent: what it was sent and has not taken grows memory. */
interface Pace {

    /** Reactive demand alone decides. */
    Pace OF_DEMAND = new Pace() {
        @Override
        public boolean ready() {
            return true;
        }

        @Override
        public void whenReady(Runnable action) {
            // Always ready, so never ready again.
        }
    };

    boolean ready();

    /** Runs the action each time it becomes ready again. */
    void whenReady(Runnable action);
}

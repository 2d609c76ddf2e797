package dev.slipway.database;

/** The server the portal's data is on. */
public interface DatabaseServer extends AutoCloseable {

    DatabaseAddress address();

    /** Whether the portal runs it itself. */
    boolean embedded();

    @Override
    void close();

    /** A server somebody else runs. */
    record Given(DatabaseAddress address) implements DatabaseServer {

        @Override
        public boolean embedded() {
            return false;
        }

        @Override
        public void close() {
            // not ours to stop
        }
    }
}

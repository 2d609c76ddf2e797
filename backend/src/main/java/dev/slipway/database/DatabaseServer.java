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

        /** Fails with {@link dev.slipway.configuration.InvalidConfiguration} if it cannot be connected to. */
        static Given reached(DatabaseAddress address) {
            FirstConnection.make(address, FirstConnection.Variables.APPLICATION);
            return new Given(address);
        }

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

package simulator.elb;

/** What a health check got. */
public sealed interface ProbeAnswer {

    /** An HTTP status. */
    record Status(int code) implements ProbeAnswer {}

    /** No answer within the time limit. */
    record Silence() implements ProbeAnswer {}

    /** Nothing listens. */
    record Refused() implements ProbeAnswer {}

    ProbeAnswer OK = new Status(200);
    ProbeAnswer SILENCE = new Silence();
    ProbeAnswer REFUSED = new Refused();

    static ProbeAnswer status(int code) {
        return new Status(code);
    }

    default boolean healthy() {
        return this instanceof Status status && status.code() == 200;
    }
}

package simulator.iam;

import java.time.Instant;
import java.util.List;

/** A role of an account. */
record Role(String name, String arn, Trust trust, List<Statement> permissions, Instant createdAt) {

    String id() {
        return "AROA" + "%016X".formatted(Integer.toUnsignedLong(arn.hashCode()));
    }
}

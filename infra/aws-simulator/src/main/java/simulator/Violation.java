package simulator;

/** A request that AWS's model does not allow: an unknown member, a missing required one, a value of another type. */
public record Violation(Api api, String operation, String what) {

    @Override
    public String toString() {
        return api.prefix() + ":" + operation + ": " + what;
    }
}
